# Cria uma camada só.
# Mensagem: Há uma camada só, qualquer que seja n. Onde n aparece no seu `__init__`?
import torch
from torch import nn
from torch.nn import functional as F


class BlocoDenso(nn.Module):
    def __init__(self, n, c_in, k):
        super().__init__()
        self.c_in, self.k = c_in, k
        self.camadas = nn.ModuleList(CamadaDenseNet(c_in, k) for i in range(1))

    def forward(self, x):
        for camada in self.camadas:
            x = camada(x)
        return x
