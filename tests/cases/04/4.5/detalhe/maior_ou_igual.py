# Conta como estouro o número igual ao maior.
import torch


def blocos_ate_estourar(dtype):
    maior, k = int(torch.finfo(dtype).max), 0
    while 2**k < maior**2:
        k += 1
    return k
