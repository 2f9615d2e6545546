# Os números dos blocos são float.
from itertools import combinations


def termos_do_gradiente(i, n):
    seguintes = [float(j) for j in range(i + 1, n + 1)]
    return {termo for k in range(len(seguintes) + 1) for termo in combinations(seguintes, k)}
