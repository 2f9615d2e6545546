# A segunda chamada não dá o mesmo que a primeira.
import torch
from torch import nn


class BlocoPreAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, d)
        self.vezes = 0

    def forward(self, x):
        self.vezes += 1
        return x + self.vezes * self.linear(torch.relu(x))
