# Ignora o argumento fator.
# Mensagem: O número de parâmetros não muda com `fator`. Onde esse argumento aparece no seu `__init__`?
import torch
from torch import nn
from torch.nn import functional as F


class CamadaDenseNet(nn.Module):
    def __init__(self, c_in, k, fator=4):
        super().__init__()
        self.ramo = nn.Sequential(
            nn.BatchNorm2d(c_in),
            nn.ReLU(),
            nn.Conv2d(c_in, 4 * k, 1, bias=False),
            nn.BatchNorm2d(4 * k),
            nn.ReLU(),
            nn.Conv2d(4 * k, k, 3, padding=1, bias=False),
        )

    def forward(self, x):
        return torch.cat([x, self.ramo(x)], dim=1)
