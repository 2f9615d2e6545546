# Acidente: a função pede um número com `input()`, em vez de usar o argumento.
# Recebe: zero no 2.3, e o motivo.
# Reparo: na correção não há teclado
# Pontos: 2.3=0
from tests.accidents import cell, to_bytes


def acontece(caderno):
    resposta = cell(caderno, "ex-2-3")
    resposta.source = resposta.source.replace("    return", '    n = int(input("n = "))\n    return')
    return to_bytes(caderno)
