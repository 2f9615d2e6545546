from torch import nn


def estagio(Bloco, c_in, c, n, passo):
    if n == 1:
        return nn.Sequential(Bloco(c_in, c, passo))
    return nn.Sequential(Bloco(c_in, c, passo), *estagio(Bloco, c * Bloco.expansao, c, n - 1, 1))
