# Cada camada recebe só os canais novos da anterior.
# Mensagem: Da segunda camada em diante, cada uma só espera os k canais novos da anterior. O que mais chega a ela?
import torch
from torch import nn
from torch.nn import functional as F


class BlocoDenso(nn.Module):
    def __init__(self, n, c_in, k):
        super().__init__()
        self.c_in, self.k = c_in, k
        self.camadas = nn.ModuleList(CamadaDenseNet(c_in if i == 0 else k, k) for i in range(n))

    def forward(self, x):
        mapas, h = [x], x
        for camada in self.camadas:
            h = camada(h)[:, h.shape[1] :]
            mapas.append(h)
        return torch.cat(mapas, 1)
