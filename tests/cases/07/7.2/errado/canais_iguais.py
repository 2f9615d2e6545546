# Todas as camadas recebem só a entrada do bloco.
# Mensagem: As três camadas esperam o mesmo número de canais. O que a segunda recebe a mais que a primeira?
import torch
from torch import nn
from torch.nn import functional as F


class BlocoDenso(nn.Module):
    def __init__(self, n, c_in, k):
        super().__init__()
        self.c_in, self.k = c_in, k
        self.camadas = nn.ModuleList(CamadaDenseNet(c_in, k) for i in range(n))

    def forward(self, x):
        mapas = [x]
        for camada in self.camadas:
            mapas.append(camada(x)[:, self.c_in :])
        return torch.cat(mapas, 1)
