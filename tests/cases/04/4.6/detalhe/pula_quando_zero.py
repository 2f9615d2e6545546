# Pula a conta quando alfa é zero: o gradiente não chega.
import torch
from torch import nn


class BlocoEscalado(nn.Module):
    def __init__(self, f):
        super().__init__()
        self.f = f
        self.alfa = nn.Parameter(torch.zeros(()))

    def forward(self, x):
        if self.alfa.item() == 0:
            return x
        return x + self.alfa * self.f(x)
