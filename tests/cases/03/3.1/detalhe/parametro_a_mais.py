# Tem um parâmetro que o enunciado não pede.
import torch
from torch import nn


class BlocoPosAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, d)
        self.escala = nn.Parameter(torch.ones(1))

    def forward(self, x):
        return x + self.escala * torch.relu(self.linear(x))
