from torch import nn


def estagio(Bloco, c_in, c, n, passo):
    camadas = []
    for salto in [passo] + [1] * (n - 1):
        camadas.append(Bloco(c_in, c, salto))
        c_in = Bloco.expansao * c
    return nn.Sequential(*camadas)
