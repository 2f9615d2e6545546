# Com outro passo e os mesmos canais não projeta.
import torch
from torch import nn


class BlocoBasico(nn.Module):
    expansao = 1

    def __init__(self, c_in, c, passo=1):
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c, 3, stride=passo, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(c)
        self.conv2 = nn.Conv2d(c, c, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(c)
        self.downsample = None
        if passo == 2 or c_in != c:
            self.downsample = nn.Sequential(nn.Conv2d(c_in, c, 1, stride=passo, bias=False), nn.BatchNorm2d(c))

    def forward(self, x):
        atalho = x if self.downsample is None else self.downsample(x)
        h = torch.relu(self.bn1(self.conv1(x)))
        h = self.bn2(self.conv2(h))
        return torch.relu(h + atalho)
