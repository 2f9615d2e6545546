from torch import nn


def monta_vgg(config, n_classes=1000):
    camadas, canais = [], 3
    for item in config:
        if item == "M":
            camadas += [nn.MaxPool2d(kernel_size=2, stride=2)]
        else:
            camadas += [nn.Conv2d(canais, item, kernel_size=3, padding=1), nn.ReLU(inplace=True)]
            canais = item
    classificador = nn.Sequential(
        nn.Linear(canais * 7 * 7, 4096),
        nn.ReLU(True),
        nn.Dropout(),
        nn.Linear(4096, 4096),
        nn.ReLU(True),
        nn.Dropout(),
        nn.Linear(4096, n_classes),
    )
    return nn.Sequential(nn.Sequential(*camadas), nn.AdaptiveAvgPool2d(7), nn.Flatten(), classificador)
