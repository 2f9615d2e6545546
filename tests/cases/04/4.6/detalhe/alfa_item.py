# alfa vira número, e o gradiente não chega.
import torch
from torch import nn


class BlocoEscalado(nn.Module):
    def __init__(self, f):
        super().__init__()
        self.f = f
        self.alfa = nn.Parameter(torch.zeros(()))

    def forward(self, x):
        return x + self.alfa.item() * self.f(x)
