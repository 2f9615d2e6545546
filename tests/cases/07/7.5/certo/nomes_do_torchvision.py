import torch
from torch import nn
from torch.nn import functional as F


class DenseNet(nn.Module):
    def __init__(self, config, k=32, c0=64, n_classes=1000):
        super().__init__()
        self.features = nn.Sequential()
        self.features.add_module("conv0", nn.Conv2d(3, c0, kernel_size=7, stride=2, padding=3, bias=False))
        self.features.add_module("norm0", nn.BatchNorm2d(c0))
        self.features.add_module("relu0", nn.ReLU(inplace=True))
        self.features.add_module("pool0", nn.MaxPool2d(kernel_size=3, stride=2, padding=1))
        canais = canais_densenet(config, k, c0)
        for i, n in enumerate(config):
            self.features.add_module(f"denseblock{i + 1}", BlocoDenso(n, canais[2 * i], k))
            if i != len(config) - 1:
                self.features.add_module(f"transition{i + 1}", Transicao(canais[2 * i + 1], canais[2 * i + 2]))
        self.features.add_module("norm5", nn.BatchNorm2d(canais[-1]))
        self.classifier = nn.Linear(canais[-1], n_classes)
        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                nn.init.kaiming_normal_(m.weight)

    def forward(self, x):
        mapas = F.relu(self.features(x), inplace=True)
        return self.classifier(torch.flatten(F.adaptive_avg_pool2d(mapas, (1, 1)), 1))
