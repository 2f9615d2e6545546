# Acidente: o aluno acrescentou importações à célula de preparo e as usa numa resposta.
# Recebe: todos os pontos; a célula original roda primeiro, e a dele logo depois.
# Reparo: Uma célula de preparo tinha sido alterada
from tests.accidents import cell, to_bytes


def acontece(caderno):
    caderno.cells[1].source += "\nfrom math import comb"
    cell(caderno, "ex-2-3").source = cell(caderno, "ex-2-3").source.replace("math.comb", "comb")
    return to_bytes(caderno)
