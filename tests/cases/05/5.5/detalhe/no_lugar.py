# Escreve dentro da convolução recebida.
import torch
from torch import nn


def funde_conv_bn(conv, bn):
    s = bn.weight / torch.sqrt(bn.running_var + bn.eps)
    with torch.no_grad():
        b = 0 if conv.bias is None else conv.bias
        conv.bias = nn.Parameter((b - bn.running_mean) * s + bn.bias)
        conv.weight.mul_(s.view(-1, 1, 1, 1))
    return conv
