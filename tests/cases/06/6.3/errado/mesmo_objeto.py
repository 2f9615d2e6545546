# Os blocos depois do primeiro são um só objeto.
# Mensagem: Os blocos depois do primeiro são o mesmo objeto repetido: têm os mesmos pesos. Quantas vezes a sua linha chama `Bloco(…)`?
from torch import nn


def estagio(Bloco, c_in, c, n, passo):
    return nn.Sequential(Bloco(c_in, c, passo), *[Bloco(Bloco.expansao * c, c)] * (n - 1))
