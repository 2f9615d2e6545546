from torch import nn


def atalho_projecao(c_in, c_out, passo):
    return nn.Identity() if (c_in, passo) == (c_out, 1) else nn.Conv2d(c_in, c_out, 1, passo, bias=False)
