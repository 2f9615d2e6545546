# Devolve o mesmo estágio a quem pede outro igual.
from functools import cache

from torch import nn


@cache
def estagio(Bloco, c_in, c, n, passo):
    return nn.Sequential(Bloco(c_in, c, passo), *[Bloco(Bloco.expansao * c, c) for _ in range(n - 1)])
