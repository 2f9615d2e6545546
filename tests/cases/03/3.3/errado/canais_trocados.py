# Os canais de entrada e de saída estão trocados.
# Mensagem: A projeção recebe c_out canais e devolve c_in. Qual dos dois números vem primeiro em `nn.Conv2d`?
from torch import nn


def atalho_projecao(c_in, c_out, passo):
    if c_in == c_out and passo == 1:
        return nn.Identity()
    return nn.Conv2d(c_out, c_in, 1, stride=passo, bias=False)
