# Há n + 1 blocos.
# Mensagem: Há um bloco a mais. O primeiro, o que muda a forma, conta entre os n?
from torch import nn


def estagio(Bloco, c_in, c, n, passo):
    seguintes = [Bloco(Bloco.expansao * c, c) for _ in range(n)]
    return nn.Sequential(Bloco(c_in, c, passo), *seguintes)
