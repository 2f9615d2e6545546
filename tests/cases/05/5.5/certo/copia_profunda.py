import copy

from torch import nn


def funde_conv_bn(conv, bn):
    nova = copy.deepcopy(conv)
    s = (bn.weight / (bn.running_var + bn.eps).sqrt()).detach()
    nova.weight = nn.Parameter(conv.weight.detach() * s[:, None, None, None])
    b = 0.0 if conv.bias is None else conv.bias.detach()
    nova.bias = nn.Parameter(bn.bias.detach() + s * (b - bn.running_mean))
    return nova
