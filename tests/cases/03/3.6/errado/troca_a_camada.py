# Pôs uma camada nova no lugar da antiga.
# Mensagem: Os Parameter são outros objetos: um otimizador criado antes move os antigos, que já não estão no bloco. Como se escreve dentro dos que existem?
import torch
from torch import nn


def zera_ramo(bloco):
    if hasattr(bloco, 'conv2'):
        c = bloco.conv2.out_channels
        bloco.conv2 = nn.Conv2d(c, c, 3, padding=1).to(bloco.conv1.weight)
        nova = bloco.conv2
    else:
        d = bloco.linear.in_features
        bloco.linear = nn.Linear(d, d).to(bloco.linear.weight)
        nova = bloco.linear
    nn.init.zeros_(nova.weight)
    nn.init.zeros_(nova.bias)
