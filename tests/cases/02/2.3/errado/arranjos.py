# A ordem dos blocos na rede é fixa: são combinações, e não arranjos.
from math import perm


def comprimentos(n):
    return {k: perm(n, k) for k in range(n + 1)}
