import torch
from torch import nn
from torch.nn import functional as F


class Transicao(nn.Module):
    def __init__(self, c_in, c_out):
        super().__init__()
        self.bn = nn.BatchNorm2d(c_in)
        self.pesos = nn.Parameter(torch.randn(c_out, c_in) * (2 / c_in) ** 0.5)

    def forward(self, x):
        h = F.avg_pool2d(F.relu(self.bn(x)), 2)
        return torch.einsum("oi,nihw->nohw", self.pesos, h)
