# Põe o bloco em modo de treino.
import torch
from torch import nn


def zera_ramo(bloco):
    ultima = bloco.conv2 if hasattr(bloco, 'conv2') else bloco.linear
    bloco.train()
    nn.init.zeros_(ultima.weight)
    nn.init.zeros_(ultima.bias)
