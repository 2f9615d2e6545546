# Devolveu uma lista; a resposta é um dicionário de comprimento para quantidade.
from math import comb


def comprimentos(n):
    return [comb(n, k) for k in range(n + 1)]
