# As camadas estão numa lista comum.
# Mensagem: Os parâmetros das camadas não aparecem em `parameters()`: o treino não os mudaria. Que tipo de lista o PyTorch percorre à procura de camadas?
import torch
from torch import nn
from torch.nn import functional as F


class BlocoDenso(nn.Module):
    def __init__(self, n, c_in, k):
        super().__init__()
        self.c_in, self.k = c_in, k
        self.camadas = [CamadaDenseNet(c_in + i * k, k) for i in range(n)]

    def forward(self, x):
        for camada in self.camadas:
            x = camada(x)
        return x
