import torch
from torch import nn
from torch.nn import functional as F


def etapa(de, para, lado):
    return nn.Sequential(nn.BatchNorm2d(de), nn.ReLU(), nn.Conv2d(de, para, lado, padding=lado // 2, bias=False))


class CamadaDenseNet(nn.Module):
    def __init__(self, c_in, k, fator=4):
        super().__init__()
        self.f = nn.Sequential(etapa(c_in, fator * k, 1), nn.Sequential(etapa(fator * k, k, 3)))

    def forward(self, x):
        return torch.cat([x, self.f(x)], dim=1)
