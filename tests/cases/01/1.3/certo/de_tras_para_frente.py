import math


def campo_receptivo(camadas):
    campo = 1
    for k, passo in reversed(camadas):
        campo = (campo - 1) * passo + k
    return campo, math.prod(passo for _, passo in camadas)
