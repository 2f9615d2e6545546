# Sem dizer c0, toma 2k canais, e não 64.
from torch import nn
from torch.nn import functional as F


class DenseNet(nn.Module):
    def __init__(self, config, k=32, c0=None, n_classes=1000):
        super().__init__()
        c0 = c0 or 2 * k
        self.passos = nn.Sequential(nn.Conv2d(3, c0, 7, 2, 3, bias=False), nn.BatchNorm2d(c0), nn.ReLU(), nn.MaxPool2d(3, 2, 1))
        c = c0
        for i, n in enumerate(config):
            if i:
                self.passos.append(Transicao(c, c // 2))
                c //= 2
            self.passos.append(BlocoDenso(n, c, k))
            c += n * k
        self.bn = nn.BatchNorm2d(c)
        self.linear = nn.Linear(c, n_classes)

    def forward(self, x):
        x = F.relu(self.bn(self.passos(x)))
        return self.linear(x.mean((2, 3)))
