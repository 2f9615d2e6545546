# O gargalo ignora o passo.
from torch import nn


def estagio(Bloco, c_in, c, n, passo):
    Bloco = BlocoBasico if Bloco.expansao == 1 else Gargalo
    passo = passo if Bloco is BlocoBasico else min(passo, 1)
    seguintes = [Bloco(Bloco.expansao * c, c) for _ in range(n - 1)]
    return nn.Sequential(Bloco(c_in, c, passo), *seguintes)
