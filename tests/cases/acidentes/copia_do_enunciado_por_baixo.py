# Acidente: a célula como foi publicada, vazia, foi colada de novo debaixo da resposta.
# Recebe: todos os pontos; a célula vazia não desfaz a resposta.
from tests.accidents import pasted, place, to_bytes
from tests.demonstracao import published


def acontece(caderno):
    caderno.cells.insert(place(caderno, "ex-2-4") + 1, pasted(published(), "ex-2-4"))
    return to_bytes(caderno)
