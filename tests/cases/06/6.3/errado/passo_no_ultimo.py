# O último bloco leva o passo.
# Mensagem: O passo ficou no último bloco. Qual deles recebe o mapa grande do estágio anterior?
from torch import nn


def estagio(Bloco, c_in, c, n, passo):
    blocos = [Bloco(c_in if k == 0 else Bloco.expansao * c, c, passo if k == n - 1 else 1) for k in range(n)]
    return nn.Sequential(*blocos)
