# Põe a si mesmo em modo de avaliação.
import torch
from torch import nn


class BlocoPosAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, d)

    def forward(self, x):
        self.eval()
        return x + torch.relu(self.linear(x))
