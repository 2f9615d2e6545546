# Zera também o viés de conv1.
import torch
from torch import nn


def zera_ramo(bloco):
    ultima = bloco.conv2 if hasattr(bloco, 'conv2') else bloco.linear
    nn.init.zeros_(ultima.weight)
    nn.init.zeros_(ultima.bias)
    if hasattr(bloco, 'conv1'):
        nn.init.zeros_(bloco.conv1.bias)
