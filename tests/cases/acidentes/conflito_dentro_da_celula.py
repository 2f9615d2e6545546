# Acidente: marcadores de conflito do git ficaram dentro da célula de resposta.
# Recebe: todos os pontos, que estão na versão de cima.
# Reparo: Uma célula tinha marcadores de conflito do git
from tests.accidents import cell, to_bytes


def acontece(caderno):
    resposta = cell(caderno, "ex-2-1")
    certo, errado = "        h = h + f(h)\n", "        h = f(h)\n"
    resposta.source = resposta.source.replace(certo, f"<<<<<<< local\n{certo}=======\n{errado}>>>>>>> remote\n")
    return to_bytes(caderno)
