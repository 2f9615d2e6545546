# A BN do começo tem outro momentum.
import torch
from torch import nn
from torch.nn import functional as F


class ResNet(nn.Module):
    def __init__(self, Bloco, blocos, n_classes=1000):
        super().__init__()
        e = Bloco.expansao
        self.conv1 = nn.Conv2d(3, 64, 7, stride=2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(64, momentum=0.05)
        self.layer1 = estagio(Bloco, 64, 64, blocos[0], 1)
        self.layer2 = estagio(Bloco, 64 * e, 128, blocos[1], 2)
        self.layer3 = estagio(Bloco, 128 * e, 256, blocos[2], 2)
        self.layer4 = estagio(Bloco, 256 * e, 512, blocos[3], 2)
        self.fc = nn.Linear(512 * e, n_classes)

    def forward(self, x):
        h = torch.relu(self.bn1(self.conv1(x)))
        h = F.max_pool2d(h, 3, stride=2, padding=1)
        h = self.layer4(self.layer3(self.layer2(self.layer1(h))))
        return self.fc(h.mean((2, 3)))
