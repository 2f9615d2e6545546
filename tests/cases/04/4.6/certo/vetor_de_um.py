import torch
from torch import nn


class BlocoEscalado(nn.Module):
    def __init__(self, f):
        super().__init__()
        self.alfa = nn.Parameter(torch.zeros(1))
        self.f = f

    def forward(self, x):
        return x + self.alfa * self.f(x)
