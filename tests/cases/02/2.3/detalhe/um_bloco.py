# Com um bloco só, esquece o caminho que o atravessa.
from math import comb


def comprimentos(n):
    return {k: comb(n, k) for k in range(n + 1)} if n > 1 else {0: 1}
