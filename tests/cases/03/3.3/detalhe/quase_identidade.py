# Outro módulo no lugar da nn.Identity.
from torch import nn


def atalho_projecao(c_in, c_out, passo):
    if c_in == c_out and passo == 1:
        return nn.Dropout(0.0)
    return nn.Conv2d(c_in, c_out, 1, stride=passo, bias=False)
