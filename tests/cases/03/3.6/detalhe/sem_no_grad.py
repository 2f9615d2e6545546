# Joga fora o gradiente acumulado da última camada.
import torch
from torch import nn


def zera_ramo(bloco):
    ultima = bloco.conv2 if hasattr(bloco, 'conv2') else bloco.linear
    ultima.weight.grad = None
    ultima.bias.grad = None
    nn.init.zeros_(ultima.weight)
    nn.init.zeros_(ultima.bias)
