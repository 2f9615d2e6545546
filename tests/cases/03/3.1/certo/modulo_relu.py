import torch
from torch import nn


class BlocoPosAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(in_features=d, out_features=d)
        self.ativacao = nn.ReLU(inplace=True)

    def forward(self, x):
        return x + self.ativacao(self.linear(x))
