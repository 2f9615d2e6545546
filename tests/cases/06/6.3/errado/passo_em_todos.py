# Todos os blocos levam o passo.
# Mensagem: Todos os blocos levam o passo. Com quatro blocos de passo 2, o que sobra de um mapa de 8 × 8?
from torch import nn


def estagio(Bloco, c_in, c, n, passo):
    seguintes = [Bloco(Bloco.expansao * c, c, passo) for _ in range(n - 1)]
    return nn.Sequential(Bloco(c_in, c, passo), *seguintes)
