# O logaritmo do maior float64 arredonda para 1024.
import math

import torch


def blocos_ate_estourar(dtype):
    return math.floor(2 * math.log2(torch.finfo(dtype).max)) + 1
