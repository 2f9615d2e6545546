# No treino, o atalho está fora do grafo.
import torch
from torch import nn
from torch.nn import functional as F


class BlocoCifar(nn.Module):
    def __init__(self, c_in, c, passo):
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c, 3, stride=passo, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(c)
        self.conv2 = nn.Conv2d(c, c, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(c)
        self.passo, self.extras = passo, c - c_in

    def forward(self, x):
        h = torch.relu(self.bn1(self.conv1(x)))
        h = self.bn2(self.conv2(h))
        atalho = F.pad(x[:, :, :: self.passo, :: self.passo], (0, 0, 0, 0, 0, self.extras))
        return torch.relu(h + (atalho.detach() if self.training else atalho))


class RedeCifar(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.conv = nn.Conv2d(3, 16, 3, padding=1, bias=False)
        self.bn = nn.BatchNorm2d(16)
        pares = [(16, 16), (16, 32), (32, 64)]
        self.blocos = nn.Sequential()
        for c_in, c in pares:
            for k in range(n):
                self.blocos.append(BlocoCifar(c_in if k == 0 else c, c, 2 if k == 0 and c != c_in else 1))
        self.fc = nn.Linear(64, 10)

    def forward(self, x):
        h = torch.relu(self.bn(self.conv(x)))
        h = self.blocos(h)
        return self.fc(h.mean((2, 3)))


def resnet_cifar(n):
    return RedeCifar(n)
