import torch
from torch import nn


class BlocoPreAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, d)

    def forward(self, x):
        positivo = x.clone().relu_()
        return torch.addmm(x + self.linear.bias, positivo, self.linear.weight.t())
