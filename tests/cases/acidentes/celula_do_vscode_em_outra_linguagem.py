# Acidente: o VS Code passou a célula de resposta a "texto puro" e a salvou como célula crua (raw).
# Recebe: todos os pontos; a resposta é lida como código.
# Reparo: A resposta 2.4 estava em uma célula de texto; foi lida como código
from nbformat.v4 import new_raw_cell

from tests.accidents import cell, place, to_bytes


def acontece(caderno):
    antes = cell(caderno, "ex-2-4")
    caderno.cells[place(caderno, "ex-2-4")] = new_raw_cell(antes.source, metadata={"vscode": {"languageId": "plaintext"}}, id=antes.id)
    return to_bytes(caderno)
