# A média global vem antes da ReLU.
import torch
from torch import nn
from torch.nn import functional as F


class DenseNet(nn.Module):
    def __init__(self, config, k=32, c0=64, n_classes=1000):
        super().__init__()
        pecas = [nn.Conv2d(3, c0, 7, stride=2, padding=3, bias=False), nn.BatchNorm2d(c0), nn.ReLU(), nn.MaxPool2d(3, stride=2, padding=1)]
        c = c0
        for i, n in enumerate(config):
            pecas.append(BlocoDenso(n, c, k))
            c += n * k
            if i + 1 < len(config):
                pecas.append(Transicao(c, c // 2))
                c = c // 2
        self.mapas = nn.Sequential(*pecas, nn.BatchNorm2d(c))
        self.classes = nn.Linear(c, n_classes)

    def forward(self, x):
        return self.classes(self.mapas(x).mean(dim=(2, 3)).relu())
