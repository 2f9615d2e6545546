import math

import torch
from torch import nn


class Par(nn.Module):
    def __init__(self, entradas, saidas, resto):
        super().__init__()
        self.resto = resto
        self.linear = nn.Linear(entradas, saidas)
        nn.init.normal_(self.linear.weight, 0, math.sqrt(2 / entradas))
        nn.init.zeros_(self.linear.bias)

    def forward(self, x):
        return self.resto(torch.relu(self.linear(x)))


def mlp_profunda(d_in, largura, n_camadas, d_out):
    rede = nn.Linear(largura, d_out)
    nn.init.normal_(rede.weight, 0, math.sqrt(2 / largura))
    nn.init.zeros_(rede.bias)
    for i in reversed(range(n_camadas)):
        rede = Par(largura if i else d_in, largura, rede)
    return nn.Sequential(rede)
