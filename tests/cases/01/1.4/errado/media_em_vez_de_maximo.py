# Reduziu pela média, e não pelo máximo.
# Mensagem: As reduções tiram a média de cada quadrado 2×2. O que o nome *max pooling* pede?
from torch import nn


def monta_vgg(config, n_classes=1000):
    camadas, canais = [], 3
    for item in config:
        if item == "M":
            camadas.append(nn.AvgPool2d(2))
        else:
            camadas += [nn.Conv2d(canais, item, 3, padding=1), nn.ReLU()]
            canais = item
    camadas += [nn.Flatten(), nn.Linear(canais * 49, 4096), nn.ReLU(), nn.Linear(4096, 4096), nn.ReLU(), nn.Linear(4096, n_classes)]
    return nn.Sequential(*camadas)
