# Acidente: a resposta foi escrita numa célula nova, acima da verificação, e a célula dela ficou vazia.
# Recebe: todos os pontos.
from tests.accidents import added, cell, place, to_bytes
from tests.demonstracao import published


def acontece(caderno):
    codigo = cell(caderno, "ex-2-1").source.removeprefix("# Exercício 2.1\n")
    cell(caderno, "ex-2-1").source = cell(published(), "ex-2-1").source
    caderno.cells.insert(place(caderno, "ex-2-1") + 1, added(codigo))
    return to_bytes(caderno)
