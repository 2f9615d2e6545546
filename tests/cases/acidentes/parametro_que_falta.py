# Acidente: a assinatura perdeu um parâmetro: `residual(x)`.
# Recebe: zero no 2.1, e as duas assinaturas lado a lado.
# Reparo: `residual` recebe (x, funcoes); a sua recebe (x).
# Pontos: 2.1=0
from tests.accidents import cell, to_bytes


def acontece(caderno):
    resposta = cell(caderno, "ex-2-1")
    resposta.source = resposta.source.replace("x: torch.Tensor, funcoes: list", "x: torch.Tensor")
    return to_bytes(caderno)
