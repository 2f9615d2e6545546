# O primeiro bloco não é treinável.
from torch import nn


def estagio(Bloco, c_in, c, n, passo):
    seguintes = [Bloco(Bloco.expansao * c, c) for _ in range(n - 1)]
    primeiro = Bloco(c_in, c, passo).requires_grad_(False)
    return nn.Sequential(primeiro, *seguintes)
