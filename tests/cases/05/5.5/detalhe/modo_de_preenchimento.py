# O modo de preenchimento não é repetido.
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
        dtype=conv.weight.dtype,
        device=conv.weight.device,
    )
    s = bn.weight / torch.sqrt(bn.running_var + bn.eps)
    b = torch.zeros_like(bn.running_mean) if conv.bias is None else conv.bias
    with torch.no_grad():
        nova.weight.copy_(conv.weight * s.view(-1, 1, 1, 1))
        nova.bias.copy_((b - bn.running_mean) * s + bn.bias)
    return nova
