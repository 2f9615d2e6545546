import torch
from torch import nn


class Classificador(nn.Module):
    def __init__(self, entradas, n_classes):
        super().__init__()
        self.saida = nn.Linear(4096, n_classes)
        self.meio = nn.Linear(4096, 4096)
        self.entrada = nn.Linear(entradas, 4096)

    def forward(self, h):
        h = h.flatten(1)
        return self.saida(torch.relu(self.meio(torch.relu(self.entrada(h)))))


def monta_vgg(config, n_classes=1000):
    rede, canais = nn.Sequential(), 3
    for item in config:
        if isinstance(item, str):
            rede.append(nn.MaxPool2d(2))
        else:
            rede.append(nn.Conv2d(canais, item, (3, 3), padding=(1, 1)))
            rede.append(nn.ReLU())
            canais = item
    rede.append(Classificador(canais * 49, n_classes))
    return rede
