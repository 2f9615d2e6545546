# alfa é um buffer: ninguém o treina.
# Mensagem: alfa não está em `parameters()`, e um passo de treino não o muda. O que torna um tensor treinável?
import torch
from torch import nn


class BlocoEscalado(nn.Module):
    def __init__(self, f):
        super().__init__()
        self.f = f
        self.register_buffer("alfa", torch.zeros(()))

    def forward(self, x):
        return x + self.alfa * self.f(x)
