import torch
from torch import nn
from torch.nn import functional as F


class BlocoDenso(nn.Module):
    def __init__(self, n, c_in, k):
        super().__init__()
        self.camadas = nn.ModuleList()
        for _ in range(n):
            self.camadas.append(CamadaDenseNet(c_in, k))
            c_in += k

    def forward(self, x):
        mapas = [x]
        for camada in self.camadas:
            recebe = torch.cat(mapas, 1)
            mapas.append(camada(recebe)[:, recebe.shape[1] :])
        return torch.cat(mapas, 1)
