# Um Dropout depois da última densa, que no treino apaga pontuações.
from torch import nn


def monta_vgg(config, n_classes=1000):
    camadas, canais = [], 3
    for item in config:
        if item == "M":
            camadas.append(nn.MaxPool2d(2))
        else:
            camadas += [nn.Conv2d(canais, item, 3, padding=1), nn.ReLU()]
            canais = item
    camadas += [nn.Flatten(), nn.Linear(canais * 49, 4096), nn.ReLU(), nn.Dropout(), nn.Linear(4096, 4096), nn.ReLU(), nn.Dropout()]
    return nn.Sequential(*camadas, nn.Linear(4096, n_classes), nn.Dropout())
