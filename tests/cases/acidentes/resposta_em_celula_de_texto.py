# Acidente: a célula de resposta virou Markdown (tecla M).
# Recebe: todos os pontos; a resposta é lida como código.
# Reparo: A resposta 2.1 estava em uma célula de texto; foi lida como código
from tests.accidents import added, cell, place, to_bytes


def acontece(caderno):
    caderno.cells[place(caderno, "ex-2-1")] = added(cell(caderno, "ex-2-1").source, "markdown")
    return to_bytes(caderno)
