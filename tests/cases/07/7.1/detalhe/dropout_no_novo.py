# Dropout depois da 3×3.
import torch
from torch import nn
from torch.nn import functional as F


class CamadaDenseNet(nn.Module):
    def __init__(self, c_in, k, fator=4):
        super().__init__()
        self.ramo = nn.Sequential(
            nn.BatchNorm2d(c_in),
            nn.ReLU(),
            nn.Conv2d(c_in, fator * k, 1, bias=False),
            nn.BatchNorm2d(fator * k),
            nn.ReLU(),
            nn.Conv2d(fator * k, k, 3, padding=1, bias=False),
            nn.Dropout(0.2),
        )

    def forward(self, x):
        return torch.cat([x, self.ramo(x)], dim=1)
