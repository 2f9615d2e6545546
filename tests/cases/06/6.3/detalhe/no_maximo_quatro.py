# Nunca passa de três blocos.
from torch import nn


def estagio(Bloco, c_in, c, n, passo):
    seguintes = [Bloco(Bloco.expansao * c, c) for _ in range(min(n, 3) - 1)]
    return nn.Sequential(Bloco(c_in, c, passo), *seguintes)
