import torch
from torch import nn
from torch.nn import functional as F


class DenseNet(nn.Sequential):
    def __init__(self, config, k=32, c0=64, n_classes=1000):
        pecas = [nn.Conv2d(3, c0, 7, 2, 3, bias=False), nn.BatchNorm2d(c0), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
        c = c0
        for n in config[:-1]:
            pecas += [BlocoDenso(n, c, k), Transicao(c + n * k, (c + n * k) // 2)]
            c = (c + n * k) // 2
        pecas.append(BlocoDenso(config[-1], c, k))
        c += config[-1] * k
        super().__init__(*pecas, nn.BatchNorm2d(c), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(c, n_classes))
