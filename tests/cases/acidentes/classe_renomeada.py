# Acidente: a classe `RedeResidual` foi chamada de `Rede_Residual`.
# Recebe: zero no 2.6, e qual é o nome que falta.
# Reparo: Não encontrei a classe `RedeResidual`; há uma `Rede_Residual` na sua resposta: é ela?
# Pontos: 2.6=0
from tests.accidents import cell, to_bytes


def acontece(caderno):
    cell(caderno, "ex-2-6").source = cell(caderno, "ex-2-6").source.replace("class RedeResidual", "class Rede_Residual")
    return to_bytes(caderno)
