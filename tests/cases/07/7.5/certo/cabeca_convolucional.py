import torch
from torch import nn
from torch.nn import functional as F


class DenseNet(nn.Module):
    def __init__(self, config, k=32, c0=64, n_classes=1000):
        super().__init__()
        self.comeco = nn.Sequential(nn.Conv2d(3, c0, 7, stride=2, padding=3, bias=False), nn.BatchNorm2d(c0))
        self.meio, c = nn.ModuleList(), c0
        for i, n in enumerate(config):
            if i:
                self.meio.append(Transicao(c, c // 2))
                c //= 2
            self.meio.append(BlocoDenso(n, c, k))
            c += n * k
        self.norma = nn.BatchNorm2d(c)
        self.classes = nn.Conv2d(c, n_classes, 1)

    def forward(self, x):
        h = F.relu(F.max_pool2d(self.comeco(x), 3, stride=2, padding=1))
        for peca in self.meio:
            h = peca(h)
        return self.classes(self.norma(h).relu().mean((2, 3), keepdim=True)).flatten(1)
