# Devolve uma ModuleList.
from torch import nn


def estagio(Bloco, c_in, c, n, passo):
    seguintes = [Bloco(Bloco.expansao * c, c) for _ in range(n - 1)]
    return nn.ModuleList([Bloco(c_in, c, passo), *seguintes])
