# Faltou o atalho.
# Mensagem: Com alfa = 0 sai zero: o atalho não está na conta. O que se soma ao ramo?
import torch
from torch import nn


class BlocoEscalado(nn.Module):
    def __init__(self, f):
        super().__init__()
        self.f = f
        self.alfa = nn.Parameter(torch.zeros(()))

    def forward(self, x):
        return self.alfa * self.f(x)
