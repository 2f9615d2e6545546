# Acidente: o método `__init__` foi digitado `_init_`.
# Recebe: zero no 2.6, e qual é o método que falta.
# Reparo: Não encontrei o método `__init__` em `RedeResidual`; há um `_init_` na sua resposta: é ele?
# Pontos: 2.6=0
from tests.accidents import cell, to_bytes


def acontece(caderno):
    resposta = cell(caderno, "ex-2-6")
    resposta.source = resposta.source.replace("def __init__", "def _init_")
    return to_bytes(caderno)
