# Acidente: o parâmetro foi digitado `funcoe`, e o corpo usa `funcoes`.
# Recebe: zero no 2.1, e as duas assinaturas lado a lado.
# Reparo: `residual` recebe (x, funcoes); a sua recebe (x, funcoe).
# Pontos: 2.1=0
from tests.accidents import cell, to_bytes


def acontece(caderno):
    resposta = cell(caderno, "ex-2-1")
    resposta.source = resposta.source.replace("funcoes: list", "funcoe: list")
    return to_bytes(caderno)
