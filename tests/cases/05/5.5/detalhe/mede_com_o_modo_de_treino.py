# Mede a escala chamando a bn, que em modo de treino muda as estatísticas.
import copy

import torch
from torch import nn


def funde_conv_bn(conv, bn):
    nova = copy.deepcopy(conv)
    with torch.no_grad():
        canais = bn.num_features
        zero = bn(torch.zeros(2, canais, 1, 1).to(conv.weight))[:1].flatten()
        um = bn(torch.ones(2, canais, 1, 1).to(conv.weight))[:1].flatten()
        s = um - zero
        b = 0 if conv.bias is None else conv.bias
        nova.weight = nn.Parameter(conv.weight * s.view(-1, 1, 1, 1))
        nova.bias = nn.Parameter(b * s + zero)
    return nova
