# Da quarta camada em diante o fator é 3.
import torch
from torch import nn
from torch.nn import functional as F


class BlocoDenso(nn.Module):
    def __init__(self, n, c_in, k):
        super().__init__()
        self.c_in, self.k = c_in, k
        self.camadas = nn.ModuleList(CamadaDenseNet(c_in + i * k, k, 4 if i < 3 else 3) for i in range(n))

    def forward(self, x):
        for camada in self.camadas:
            x = camada(x)
        return x
