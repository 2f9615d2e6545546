# Nenhum bloco leva o passo.
# Mensagem: Nenhum bloco leva o passo. Que bloco encolhe o mapa?
from torch import nn


def estagio(Bloco, c_in, c, n, passo):
    seguintes = [Bloco(Bloco.expansao * c, c) for _ in range(n - 1)]
    return nn.Sequential(Bloco(c_in, c), *seguintes)
