# Todos os blocos de mesma largura são a mesma camada.
import torch
from torch import nn

CAMADAS = {}


class BlocoPosAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = CAMADAS.setdefault(d, nn.Linear(d, d))

    def forward(self, x):
        return x + torch.relu(self.linear(x))
