from fractions import Fraction

import torch


def blocos_ate_estourar(dtype):
    limite = Fraction(torch.finfo(dtype).max) ** 2
    k, h2 = 0, Fraction(1)
    while h2 <= limite:
        k, h2 = k + 1, 2 * h2
    return k
