from itertools import pairwise

import torch
from torch import nn


class Convolucao(nn.Module):
    def __init__(self, entra, sai):
        super().__init__()
        self.conv = nn.Conv2d(entra, sai, 3, 1, "same")

    def forward(self, x):
        return torch.clamp(self.conv(x), min=0)


def monta_vgg(config, n_classes=1000):
    canais = [3] + [item for item in config if item != "M"]
    pares = iter(pairwise(canais))
    mapas = [nn.MaxPool2d(2, 2) if item == "M" else Convolucao(*next(pares)) for item in config]
    larguras = [49 * canais[-1], 4096, 4096]
    densas = [camada for a, b in pairwise(larguras) for camada in (nn.Linear(a, b), nn.ReLU())]
    return nn.Sequential(*mapas, nn.Flatten(1), *densas, nn.Linear(4096, n_classes))
