# Escreve na entrada quando ela não pede gradiente.
import torch
from torch import nn


class BlocoPreAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, d)

    def forward(self, x):
        r = self.linear(torch.relu(x))
        if not x.requires_grad:
            x += r
            return x
        return x + r
