import math

import torch


def blocos_ate_estourar(dtype):
    mantissa, expoente = math.frexp(torch.finfo(dtype).max)  # maior = mantissa · 2^expoente, com mantissa em [1/2, 1)
    return 2 * expoente if mantissa * mantissa >= 0.5 else 2 * expoente - 1
