from math import comb


def numero_de_caminhos(n):
    return sum(comb(n, k) for k in range(n + 1))


def caminhos_a_partir_de(i, n):
    return sum(comb(n - i, k) for k in range(n - i + 1))


def caminhos_por(i, n):
    # os que passam por i: escolhe k − 1 dos outros n − 1 blocos
    return sum(comb(n - 1, k - 1) for k in range(1, n + 1))
