# A ReLU agiu também no x que se concatena.
# Mensagem: O −2 de x saiu como 0: a ReLU agiu também no que se concatena. Que x vai para `torch.cat`, o que chegou ou o que já passou pela ativação?
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
        )

    def forward(self, x):
        return torch.cat([torch.relu(x), self.ramo(x)], dim=1)
