# Com passo 1 devolveu a identidade, mesmo com outros canais.
# Mensagem: Com passo 1 e outro número de canais veio a identidade. Quantos canais tem o que sai do ramo nesse caso?
from torch import nn


def atalho_projecao(c_in, c_out, passo):
    if passo == 1:
        return nn.Identity()
    return nn.Conv2d(c_in, c_out, 1, stride=passo, bias=False)
