# Lado ímpar arredonda para cima.
# Mensagem: O lado 7 virou 4: o arredondamento foi para cima. Qual dos dois o enunciado pede?
import torch
from torch import nn
from torch.nn import functional as F


class Transicao(nn.Module):
    def __init__(self, c_in, c_out):
        super().__init__()
        self.passos = nn.Sequential(nn.BatchNorm2d(c_in), nn.ReLU(), nn.Conv2d(c_in, c_out, 1, bias=False), nn.AvgPool2d(2, ceil_mode=True, count_include_pad=False))

    def forward(self, x):
        return self.passos(x)
