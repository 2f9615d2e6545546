# ReLU6 no lugar da ReLU: satura em 6.
import torch
from torch import nn
from torch.nn import functional as F


class CamadaDenseNet(nn.Module):
    def __init__(self, c_in, k, fator=4):
        super().__init__()
        self.bn1, self.bn2 = nn.BatchNorm2d(c_in), nn.BatchNorm2d(fator * k)
        self.um = nn.Conv2d(c_in, fator * k, 1, bias=False)
        self.tres = nn.Conv2d(fator * k, k, 3, padding=1, bias=False)

    def forward(self, x):
        novo = self.tres(F.relu6(self.bn2(self.um(F.relu6(self.bn1(x))))))
        return torch.cat([x, novo], 1)
