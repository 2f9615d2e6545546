import torch
from torch import nn
from torch.nn import functional as F


class CamadaDenseNet(nn.Module):
    def __init__(self, c_in, k, fator=4):
        super().__init__()
        self.larga = nn.Conv2d(fator * k, k, 3, padding="same", bias=False)
        self.segunda = nn.BatchNorm2d(fator * k)
        self.estreita = nn.Conv2d(c_in, fator * k, 1, bias=False)
        self.primeira = nn.BatchNorm2d(c_in)

    def forward(self, x):
        meio = self.estreita(F.relu(self.primeira(x)))
        return torch.concat([x, self.larga(F.relu(self.segunda(meio)))], dim=-3)
