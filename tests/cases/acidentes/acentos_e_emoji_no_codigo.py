# Acidente: a resposta usa nomes com acentos, e comentários com emoji.
# Recebe: todos os pontos.
from tests.accidents import cell, to_bytes


def acontece(caderno):
    resposta = cell(caderno, "ex-2-1")
    resposta.source = resposta.source.replace("for f in funcoes", "for função in funcoes").replace("+ f(h)", "+ função(h)  # 🎉 é só isto 👩🏽‍🔬")
    return to_bytes(caderno)
