# Acidente: o método `forward` perdeu o `self`.
# Recebe: zero no 2.6, e as duas assinaturas lado a lado.
# Reparo: `RedeResidual.forward` recebe (self, x); a sua recebe (x).
# Pontos: 2.6=0
from tests.accidents import cell, to_bytes


def acontece(caderno):
    resposta = cell(caderno, "ex-2-6")
    resposta.source = resposta.source.replace("forward(self, x: torch.Tensor)", "forward(x: torch.Tensor)")
    return to_bytes(caderno)
