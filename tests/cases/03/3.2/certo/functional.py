import torch.nn.functional as F
from torch import nn


class BlocoPreAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, d)

    def forward(self, x):
        return F.linear(F.relu(x), self.linear.weight, self.linear.bias) + x
