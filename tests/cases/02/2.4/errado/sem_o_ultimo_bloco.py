# O último bloco ficou de fora: range(i + 1, n) para em n − 1.
from itertools import combinations


def termos_do_gradiente(i, n):
    depois = range(i + 1, n)
    return {termo for k in range(len(depois) + 1) for termo in combinations(depois, k)}
