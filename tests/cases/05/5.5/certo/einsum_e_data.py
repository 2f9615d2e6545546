import torch
from torch import nn


def funde_conv_bn(conv, bn):
    escala = bn.weight.data * torch.rsqrt(bn.running_var + bn.eps)
    nova = nn.Conv2d(
        conv.in_channels,
        conv.out_channels,
        conv.kernel_size,
        stride=conv.stride,
        padding=conv.padding,
        dilation=conv.dilation,
        groups=conv.groups,
        bias=True,
        padding_mode=conv.padding_mode,
    ).to(conv.weight)
    nova.weight.data = torch.einsum("oikl,o->oikl", conv.weight.data, escala)
    deslocamento = bn.bias.data - escala * bn.running_mean
    if conv.bias is not None:
        deslocamento = deslocamento + escala * conv.bias.data
    nova.bias.data = deslocamento
    return nova
