import torch


def blocos_ate_estourar(dtype):
    maior = int(torch.finfo(dtype).max)
    k = 0
    while 2**k <= maior * maior:
        k += 1
    return k
