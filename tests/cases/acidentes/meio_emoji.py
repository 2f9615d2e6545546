# Acidente: um editor cortou um emoji ao meio e deixou um caractere nulo na célula.
# Recebe: todos os pontos; os caracteres inválidos são trocados.
# Reparo: Havia caracteres inválidos (nulos ou pela metade)
import json

from tests.accidents import cell, to_bytes


def acontece(caderno):
    cell(caderno, "ex-2-1").source += "\n# pronto ☺"
    return json.dumps(json.loads(to_bytes(caderno))).replace("\\u263a", "\\ud83d\\u0000").encode()
