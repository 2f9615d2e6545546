# Acidente: o arquivo ganhou quebras de linha do Windows (CRLF), por fora e dentro das células.
# Recebe: todos os pontos.
import json

from tests.accidents import to_bytes


def acontece(caderno):
    documento = json.loads(to_bytes(caderno))
    for celula in documento["cells"]:
        celula["source"] = [linha.replace("\n", "\r\n") for linha in celula["source"]]
    return json.dumps(documento, indent=1).replace("\n", "\r\n").encode()
