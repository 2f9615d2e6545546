# Muda a lista de quem chamou.
from torch import nn


def monta_vgg(config, n_classes=1000):
    camadas, canais = [], 3
    config.append("M")
    for item in config[:-1]:
        if item == "M":
            camadas.append(nn.MaxPool2d(2))
        else:
            camadas += [nn.Conv2d(canais, item, 3, padding=1), nn.ReLU()]
            canais = item
    camadas += [nn.Flatten(), nn.Linear(canais * 49, 4096), nn.ReLU(), nn.Linear(4096, 4096), nn.ReLU(), nn.Linear(4096, n_classes)]
    return nn.Sequential(*camadas)
