import torch
from torch import nn
from torch.nn import functional as F


class Atalho(nn.Module):
    def forward(self, x):
        menor = F.max_pool2d(x, kernel_size=1, stride=2)
        return torch.cat([menor, torch.zeros_like(menor)], 1)


class Bloco(nn.Module):
    def __init__(self, c, cresce):
        super().__init__()
        entram = c // 2 if cresce else c
        self.ramo = nn.Sequential(
            nn.Conv2d(entram, c, 3, 2 if cresce else 1, 1, bias=False),
            nn.BatchNorm2d(c),
            nn.ReLU(),
            nn.Conv2d(c, c, 3, 1, 1, bias=False),
            nn.BatchNorm2d(c),
        )
        self.atalho = Atalho() if cresce else nn.Identity()

    def forward(self, x):
        return F.relu(self.ramo(x) + self.atalho(x))


def resnet_cifar(n):
    comeco = nn.Sequential(nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU())
    estagios = [nn.Sequential(*[Bloco(c, k == 0 and c > 16) for k in range(n)]) for c in (16, 32, 64)]
    for modulo in comeco.modules():
        if isinstance(modulo, nn.Conv2d):
            nn.init.kaiming_normal_(modulo.weight)
    return nn.Sequential(comeco, *estagios, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))
