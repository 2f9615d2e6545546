# A conta em decimais estoura com float64.
import torch


def blocos_ate_estourar(dtype):
    maior, k = torch.finfo(dtype).max, 0
    while 2.0**k <= maior**2:
        k += 1
    return k
