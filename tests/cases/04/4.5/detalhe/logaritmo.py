# O logaritmo arredondado erra quando o maior número é potência de 2.
import math

import torch


def blocos_ate_estourar(dtype):
    return math.ceil(2 * math.log2(torch.finfo(dtype).max))
