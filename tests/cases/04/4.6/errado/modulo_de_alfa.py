# Usou o módulo de alfa.
# Mensagem: alfa entrou sem o seu sinal. O que o bloco faria com alfa negativo?
import torch
from torch import nn


class BlocoEscalado(nn.Module):
    def __init__(self, f):
        super().__init__()
        self.f = f
        self.alfa = nn.Parameter(torch.zeros(()))

    def forward(self, x):
        return x + self.alfa.abs() * self.f(x)
