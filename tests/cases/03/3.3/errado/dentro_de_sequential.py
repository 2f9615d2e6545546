# A projeção veio dentro de uma nn.Sequential.
# Mensagem: A projeção está dentro de uma `nn.Sequential`. O enunciado pede a própria camada: o que a sua função devolve?
from torch import nn


def atalho_projecao(c_in, c_out, passo):
    if c_in == c_out and passo == 1:
        return nn.Identity()
    return nn.Sequential(nn.Conv2d(c_in, c_out, 1, stride=passo, bias=False))
