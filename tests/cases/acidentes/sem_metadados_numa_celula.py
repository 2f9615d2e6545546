# Acidente: a célula de resposta foi refeita à mão: recortada, e o texto colado numa célula nova.
# Recebe: todos os pontos; a resposta é reconhecida pelo comentário do exercício.
from tests.accidents import added, cell, place, to_bytes


def acontece(caderno):
    caderno.cells[place(caderno, "ex-2-5")] = added(cell(caderno, "ex-2-5").source)
    return to_bytes(caderno)
