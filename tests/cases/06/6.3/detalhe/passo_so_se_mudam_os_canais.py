# O primeiro bloco só leva o passo quando os canais mudam.
from torch import nn


def estagio(Bloco, c_in, c, n, passo):
    saem = Bloco.expansao * c
    primeiro = Bloco(c_in, c, passo if c_in != saem else 1)
    return nn.Sequential(primeiro, *[Bloco(saem, c) for _ in range(n - 1)])
