# alfa começa em 1.
# Mensagem: alfa começou em 1, e o bloco não parte da identidade. Com que alfa a saída é x?
import torch
from torch import nn


class BlocoEscalado(nn.Module):
    def __init__(self, f):
        super().__init__()
        self.f = f
        self.alfa = nn.Parameter(torch.ones(()))

    def forward(self, x):
        return x + self.alfa * self.f(x)
