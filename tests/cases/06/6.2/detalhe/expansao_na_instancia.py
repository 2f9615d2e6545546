# expansao é da instância, não da classe.
import torch
from torch import nn


class Gargalo(nn.Module):
    def __init__(self, c_in, c, passo=1):
        super().__init__()
        self.expansao = 4
        saem = 4 * c
        self.conv1 = nn.Conv2d(c_in, c, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(c)
        self.conv2 = nn.Conv2d(c, c, 3, stride=passo, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(c)
        self.conv3 = nn.Conv2d(c, saem, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(saem)
        self.downsample = None
        if passo != 1 or c_in != saem:
            self.downsample = nn.Sequential(nn.Conv2d(c_in, saem, 1, stride=passo, bias=False), nn.BatchNorm2d(saem))

    def forward(self, x):
        atalho = x if self.downsample is None else self.downsample(x)
        h = torch.relu(self.bn1(self.conv1(x)))
        h = torch.relu(self.bn2(self.conv2(h)))
        h = self.bn3(self.conv3(h))
        return torch.relu(h + atalho)
