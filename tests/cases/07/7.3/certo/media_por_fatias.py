import torch
from torch import nn
from torch.nn import functional as F


class Transicao(nn.Module):
    def __init__(self, c_in, c_out):
        super().__init__()
        self.conv = nn.Conv2d(c_in, c_out, 1, bias=False)
        self.bn = nn.BatchNorm2d(c_in)

    def forward(self, x):
        h = self.conv(self.bn(x).relu())
        altura, largura = h.shape[2] // 2 * 2, h.shape[3] // 2 * 2
        h = h[:, :, :altura, :largura]
        return (h[:, :, ::2, ::2] + h[:, :, 1::2, ::2] + h[:, :, ::2, 1::2] + h[:, :, 1::2, 1::2]) / 4
