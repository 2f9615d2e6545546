# Só a 3×3, sem a 1×1.
# Mensagem: A 3×3 recebe os c_in canais diretamente. O que, na figura, reduz os canais antes dela?
import torch
from torch import nn
from torch.nn import functional as F


class CamadaDenseNet(nn.Module):
    def __init__(self, c_in, k, fator=4):
        super().__init__()
        self.ramo = nn.Sequential(
            nn.BatchNorm2d(c_in),
            nn.ReLU(),
            nn.Conv2d(c_in, k, 3, padding=1, bias=False),
        )

    def forward(self, x):
        return torch.cat([x, self.ramo(x)], dim=1)
