# Faltou o termo (): o atalho leva o gradiente até f_i sem passar por bloco nenhum.
# Mensagem: Falta um termo: o que não depende de peso nenhum. Que blocos atravessa o caminho feito só de atalhos, e como se escreve essa tupla?
from itertools import combinations


def termos_do_gradiente(i, n):
    depois = range(i + 1, n + 1)
    return {termo for k in range(1, len(depois) + 1) for termo in combinations(depois, k)}
