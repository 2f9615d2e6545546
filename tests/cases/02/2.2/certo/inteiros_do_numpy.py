import numpy as np


def numero_de_caminhos(n):
    return np.int64(2) ** n


def caminhos_a_partir_de(i, n):
    return np.int64(2) ** (n - i)


def caminhos_por(i, n):
    return np.int64(2) ** (n - 1)
