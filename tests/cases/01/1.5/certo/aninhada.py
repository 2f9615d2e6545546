import torch
from torch import nn


def camada(entradas, saidas):
    linear = nn.Linear(entradas, saidas)
    linear.weight.data = torch.randn(saidas, entradas) * (2 / entradas) ** 0.5
    linear.bias.data.zero_()
    return linear


def mlp_profunda(d_in, largura, n_camadas, d_out):
    blocos = [nn.Sequential(camada(d_in, largura), nn.ReLU())]
    while len(blocos) < n_camadas:
        blocos.append(nn.Sequential(camada(largura, largura), nn.ReLU(inplace=True)))
    return nn.Sequential(nn.Sequential(*blocos), camada(largura, d_out))
