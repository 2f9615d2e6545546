# Torna treinável o que estava congelado.
import torch
from torch import nn


def zera_ramo(bloco):
    ultima = bloco.conv2 if hasattr(bloco, 'conv2') else bloco.linear
    bloco.requires_grad_(True)
    nn.init.zeros_(ultima.weight)
    nn.init.zeros_(ultima.bias)
