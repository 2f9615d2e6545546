import torch
from torch import nn


class BlocoConv(nn.Module):
    def __init__(self, c_in, c_out, passo=1):
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_out, 3, stride=passo, padding=1)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, stride=1, padding=1)
        self.atalho = atalho_projecao(c_in=c_in, c_out=c_out, passo=passo)

    def forward(self, x):
        h = x.clone()
        h = h.relu_()
        h = self.conv1(h).relu()
        return sum([self.atalho(x), self.conv2(h)])
