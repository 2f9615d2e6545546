# Devolve os novos do último para o primeiro.
# Mensagem: Os novos saíram do último para o primeiro. Em que ordem o enunciado os escreve?
import torch
from torch import nn
from torch.nn import functional as F


class BlocoDenso(nn.Module):
    def __init__(self, n, c_in, k):
        super().__init__()
        self.c_in, self.k = c_in, k
        self.camadas = nn.ModuleList(CamadaDenseNet(c_in + i * k, k) for i in range(n))

    def forward(self, x):
        c = x.shape[1]
        mapas = [x]
        for camada in self.camadas:
            x = camada(x)
            mapas.insert(1, x[:, -self.k :])
        return torch.cat(mapas, 1)
