import torch


def blocos_ate_estourar(dtype):
    resto, k = torch.finfo(dtype).max, 0
    while resto >= 2:
        resto, k = resto / 2, k + 2
    return k + 1 if resto < 2**0.5 else k + 2
