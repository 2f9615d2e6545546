# Quando a linha é toda negativa, não soma nem o viés.
import torch
from torch import nn


class BlocoPreAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, d)

    def forward(self, x):
        h = torch.relu(x)
        vivo = (h > 0).any(1, keepdim=True)
        return x + vivo * self.linear(h)
