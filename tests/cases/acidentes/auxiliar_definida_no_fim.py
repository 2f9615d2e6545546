# Acidente: a função auxiliar de uma resposta só está definida numa célula no fim do caderno.
# Recebe: zero no 2.1: de cima para baixo, ela não existe quando é usada; lê isso.
# Reparo: só é definido mais abaixo
# Pontos: 2.1=0
from tests.accidents import added, cell, to_bytes


def acontece(caderno):
    resposta = cell(caderno, "ex-2-1")
    resposta.source = resposta.source.replace("h = h + f(h)", "h = soma_o_ramo(h, f)")
    caderno.cells.append(added("def soma_o_ramo(h, f):\n    return h + f(h)"))
    return to_bytes(caderno)
