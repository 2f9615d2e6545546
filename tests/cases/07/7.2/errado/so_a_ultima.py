# Devolve só os canais da última camada.
# Mensagem: Saíram só os canais da última camada. O que aconteceu com tudo o que veio antes dela?
import torch
from torch import nn
from torch.nn import functional as F


class BlocoDenso(nn.Module):
    def __init__(self, n, c_in, k):
        super().__init__()
        self.c_in, self.k = c_in, k
        self.camadas = nn.ModuleList(CamadaDenseNet(c_in + i * k, k) for i in range(n))

    def forward(self, x):
        for camada in self.camadas:
            x = camada(x)
        return x[:, -self.k :]
