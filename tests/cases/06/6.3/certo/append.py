from torch import nn


def estagio(Bloco, c_in, c, n, passo):
    fila = nn.Sequential()
    for k in range(n):
        fila.append(Bloco(c_in, c, passo) if k == 0 else Bloco(c * Bloco.expansao, c, 1))
    return fila
