# Acidente: a função `residual` foi chamada de `residuo`.
# Recebe: zero no 2.1, porque a verificação chama `residual`; lê qual é o nome que falta e qual foi achado.
# Reparo: Não encontrei a função `residual`; há uma `residuo` na sua resposta: é ela?
# Pontos: 2.1=0
from tests.accidents import cell, to_bytes


def acontece(caderno):
    cell(caderno, "ex-2-1").source = cell(caderno, "ex-2-1").source.replace("def residual", "def residuo")
    return to_bytes(caderno)
