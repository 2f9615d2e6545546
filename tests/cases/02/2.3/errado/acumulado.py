# Contou os caminhos de até k blocos, em vez dos de exatamente k.
from math import comb


def comprimentos(n):
    return {k: sum(comb(n, j) for j in range(k + 1)) for k in range(n + 1)}
