# Devolve sempre a mesma camada para os mesmos argumentos.
from functools import cache

from torch import nn


@cache
def atalho_projecao(c_in, c_out, passo):
    if c_in == c_out and passo == 1:
        return nn.Identity()
    return nn.Conv2d(c_in, c_out, 1, stride=passo, bias=False)
