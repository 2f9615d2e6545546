# O núcleo é 3×3 em vez de 1×1.
# Mensagem: O núcleo da projeção é 3×3. Que tamanho o enunciado pede?
from torch import nn


def atalho_projecao(c_in, c_out, passo):
    if c_in == c_out and passo == 1:
        return nn.Identity()
    return nn.Conv2d(c_in, c_out, 3, stride=passo, padding=1, bias=False)
