import torch
from torch import nn
from torch.nn import functional as F


class DenseNet(nn.Module):
    def __init__(self, config, k=32, c0=64, n_classes=1000):
        super().__init__()
        canais = [c0]
        for n in config:
            canais += [canais[-1] + n * k, (canais[-1] + n * k) // 2]
        final = canais[-2]
        self.linear = nn.Linear(final, n_classes)
        self.ultima = nn.BatchNorm2d(final)
        self.transicoes = nn.ModuleList(Transicao(canais[2 * i + 1], canais[2 * i + 2]) for i in range(len(config) - 1))
        self.blocos = nn.ModuleList(BlocoDenso(n, canais[2 * i], k) for i, n in enumerate(config))
        self.bn = nn.BatchNorm2d(c0)
        self.conv = nn.Conv2d(3, c0, 7, 2, 3, bias=False)

    def forward(self, x):
        h = F.max_pool2d(F.relu(self.bn(self.conv(x))), 3, 2, 1)
        h = self.blocos[0](h)
        for transicao, bloco in zip(self.transicoes, self.blocos[1:]):
            h = bloco(transicao(h))
        h = F.relu(self.ultima(h))
        return self.linear(h.flatten(2).mean(-1))
