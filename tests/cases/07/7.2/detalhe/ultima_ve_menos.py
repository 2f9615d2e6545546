# A última camada não vê a penúltima.
import torch
from torch import nn
from torch.nn import functional as F


class BlocoDenso(nn.Module):
    def __init__(self, n, c_in, k):
        super().__init__()
        self.c_in, self.k = c_in, k
        self.camadas = nn.ModuleList(CamadaDenseNet(c_in + i * k, k) for i in range(n))

    def forward(self, x):
        for i, camada in enumerate(self.camadas):
            h = x
            if i == len(self.camadas) - 1 and i > 0:
                h = x.clone()
                h[:, -self.k :] = 0
            x = torch.cat([x, camada(h)[:, -self.k :]], 1)
        return x
