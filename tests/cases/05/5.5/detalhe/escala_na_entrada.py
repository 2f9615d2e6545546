# Multiplica o eixo de entrada quando dá.
import torch
from torch import nn


def funde_conv_bn(conv, bn):
    nova = nn.Conv2d(
        conv.in_channels,
        conv.out_channels,
        conv.kernel_size,
        conv.stride,
        conv.padding,
        conv.dilation,
        conv.groups,
        padding_mode=conv.padding_mode,
        dtype=conv.weight.dtype,
        device=conv.weight.device,
    )
    s = bn.weight / torch.sqrt(bn.running_var + bn.eps)
    b = torch.zeros_like(bn.running_mean) if conv.bias is None else conv.bias
    with torch.no_grad():
        nova.weight.copy_(
            conv.weight * (s.view(1, -1, 1, 1) if conv.in_channels == conv.out_channels and conv.groups == 1 else s.view(-1, 1, 1, 1))
        )
        nova.bias.copy_((b - bn.running_mean) * s + bn.bias)
    return nova
