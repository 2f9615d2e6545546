from torch import nn


def atalho_projecao(c_in, c_out, passo):
    camada = nn.Identity()
    if passo > 1 or c_out != c_in:
        camada = nn.Conv2d(c_in, c_out, kernel_size=1, stride=passo, padding='valid', bias=False)
    return camada
