import torch
from torch import nn


class BlocoPreAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.relu = nn.ReLU()
        self.linear = nn.Linear(d, d)

    def forward(self, x):
        identidade = x
        h = self.relu(x)
        h = self.linear(h)
        return h + identidade
