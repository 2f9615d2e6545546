# Todas as camadas veem só a entrada; os novos chegam como zeros.
# Mensagem: Todas as camadas viram só a entrada do bloco. Que mapas a segunda recebe além dela?
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
        for i, camada in enumerate(self.camadas):
            vazio = x.new_zeros(x.shape[0], i * self.k, *x.shape[2:])
            mapas.append(camada(torch.cat([x, vazio], 1))[:, -self.k :])
        return torch.cat(mapas, 1)
