from decimal import Decimal, localcontext

import torch


def blocos_ate_estourar(dtype):
    with localcontext() as contexto:
        contexto.prec = 1000
        k, limite = 0, Decimal(torch.finfo(dtype).max) ** 2
        while Decimal(2) ** k <= limite:
            k += 1
    return k
