# Faltou o caminho que atravessa todos os blocos: range(n) para em n − 1.
from math import comb


def comprimentos(n):
    return {k: comb(n, k) for k in range(n)}
