import torch
from torch import nn


class BlocoPosAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, d)

    def forward(self, x):
        z = x @ self.linear.weight.T + self.linear.bias
        return x + z * (z > 0)
