# Repete a mesma camada oculta.
import math

from torch import nn


def mlp_profunda(d_in, largura, n_camadas, d_out):
    meio = [nn.Linear(largura, largura), nn.ReLU()] * (n_camadas - 1)
    rede = nn.Sequential(nn.Linear(d_in, largura), nn.ReLU(), *meio, nn.Linear(largura, d_out))
    for linear in rede[::2]:
        nn.init.normal_(linear.weight, std=math.sqrt(2 / linear.in_features))
        nn.init.zeros_(linear.bias)
    return rede
