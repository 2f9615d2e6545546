# Em modo de avaliação o atalho some.
import torch
from torch import nn


class BlocoPosAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, d)

    def forward(self, x):
        return (x if self.training else 0) + torch.relu(self.linear(x))
