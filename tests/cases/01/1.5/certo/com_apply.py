from itertools import pairwise

import torch
from torch import nn


@torch.no_grad()
def he(modulo):
    if isinstance(modulo, nn.Linear):
        modulo.weight.copy_(torch.normal(0.0, (2 / modulo.weight.shape[1]) ** 0.5, modulo.weight.shape))
        modulo.bias.fill_(0)


def mlp_profunda(d_in, largura, n_camadas, d_out):
    tamanhos = [d_in, *[largura] * n_camadas, d_out]
    rede = nn.Sequential()
    for i, (a, b) in enumerate(pairwise(tamanhos)):
        rede.add_module(f"linear{i}", nn.Linear(a, b))
        if i < n_camadas:
            rede.add_module(f"relu{i}", nn.ReLU())
    return rede.apply(he)
