import torch
from torch import nn


def zera_ramo(bloco):
    ultima = bloco.conv2 if hasattr(bloco, 'conv2') else bloco.linear
    with torch.no_grad():
        ultima.weight.zero_()
        ultima.bias.zero_()
