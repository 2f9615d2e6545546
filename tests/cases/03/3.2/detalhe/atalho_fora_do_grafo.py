# O gradiente não volta pelo atalho.
import torch
from torch import nn


class BlocoPreAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, d)

    def forward(self, x):
        return x.detach() + self.linear(torch.relu(x))
