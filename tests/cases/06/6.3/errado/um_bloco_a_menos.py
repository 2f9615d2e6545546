# Há n − 1 blocos.
# Mensagem: Falta um bloco. Quantos blocos a sua lista tem quando n é 3, contando o primeiro?
from torch import nn


def estagio(Bloco, c_in, c, n, passo):
    n = max(n, 2)
    seguintes = [Bloco(Bloco.expansao * c, c) for _ in range(n - 2)]
    return nn.Sequential(Bloco(c_in, c, passo), *seguintes)
