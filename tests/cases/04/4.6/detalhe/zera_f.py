# Zera também os pesos de f.
import torch
from torch import nn


class BlocoEscalado(nn.Module):
    def __init__(self, f):
        super().__init__()
        self.f = f
        for p in f.parameters():
            nn.init.zeros_(p)
        self.alfa = nn.Parameter(torch.zeros(()))

    def forward(self, x):
        return x + self.alfa * self.f(x)
