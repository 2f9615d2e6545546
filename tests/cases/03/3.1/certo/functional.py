import torch.nn.functional as F
from torch import nn


class BlocoPosAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, d)

    def forward(self, x):
        return F.relu(F.linear(x, self.linear.weight, self.linear.bias)) + x
