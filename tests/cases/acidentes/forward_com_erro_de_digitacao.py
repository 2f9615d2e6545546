# Acidente: o método `forward` foi digitado `foward`.
# Recebe: zero no 2.6, e qual é o método que falta.
# Reparo: Não encontrei o método `forward` em `RedeResidual`; há um `foward` na sua resposta: é ele?
# Pontos: 2.6=0
from tests.accidents import cell, to_bytes


def acontece(caderno):
    resposta = cell(caderno, "ex-2-6")
    resposta.source = resposta.source.replace("def forward", "def foward")
    return to_bytes(caderno)
