# Concatena de novo o que a camada já concatenou.
# Mensagem: Saíram canais repetidos: a camada de 7.1 já devolve a sua entrada junto com o que fez. O que falta concatenar depois dela?
import torch
from torch import nn
from torch.nn import functional as F


class BlocoDenso(nn.Module):
    def __init__(self, n, c_in, k):
        super().__init__()
        self.c_in, self.k = c_in, k
        self.camadas = nn.ModuleList(CamadaDenseNet(c_in + i * k, k) for i in range(n))

    def forward(self, x):
        mapas = [x]
        for camada in self.camadas:
            x = camada(x)
            mapas.append(x)
        return torch.cat(mapas, 1)
