from torch import nn


class ResNet(nn.Module):
    def __init__(self, Bloco, blocos, n_classes=1000):
        super().__init__()
        canais = 64
        self.fc = nn.Linear(512 * Bloco.expansao, n_classes)
        for k, n in enumerate(blocos):
            setattr(self, f"layer{k + 1}", estagio(Bloco, canais, 64 * 2**k, n, 2 if k else 1))
            canais = 64 * 2**k * Bloco.expansao
        self.bn1 = nn.BatchNorm2d(64)
        self.conv1 = nn.Conv2d(3, 64, kernel_size=7, stride=2, padding=3, bias=False)
        for modulo in self.modules():
            if isinstance(modulo, nn.Conv2d):
                nn.init.kaiming_normal_(modulo.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, x):
        h = nn.MaxPool2d(3, 2, 1)(self.bn1(self.conv1(x)).clamp_min(0))
        for estagio_da_vez in (self.layer1, self.layer2, self.layer3, self.layer4):
            h = estagio_da_vez(h)
        return self.fc(h.flatten(2).mean(-1))
