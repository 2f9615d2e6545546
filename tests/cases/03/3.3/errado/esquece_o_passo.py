# A projeção ignora o passo.
# Mensagem: A projeção não encolhe o mapa: tem sempre passo 1. Onde `passo` aparece na sua convolução?
from torch import nn


def atalho_projecao(c_in, c_out, passo):
    if c_in == c_out and passo == 1:
        return nn.Identity()
    return nn.Conv2d(c_in, c_out, 1, bias=False)
