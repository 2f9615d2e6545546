import torch
from torch import nn
from torch.nn import functional as F


class BlocoDenso(nn.Module):
    def __init__(self, n, c_in, k):
        super().__init__()
        self.normas = nn.ModuleList(nn.ModuleList([nn.BatchNorm2d(c_in + i * k), nn.BatchNorm2d(4 * k)]) for i in range(n))
        self.convs = nn.ModuleList(
            nn.ModuleList([nn.Conv2d(c_in + i * k, 4 * k, 1, bias=False), nn.Conv2d(4 * k, k, 3, padding=1, bias=False)]) for i in range(n)
        )

    def forward(self, x):
        for (norma1, norma2), (conv1, conv2) in zip(self.normas, self.convs):
            x = torch.cat([x, conv2(F.relu(norma2(conv1(F.relu(norma1(x))))))], 1)
        return x
