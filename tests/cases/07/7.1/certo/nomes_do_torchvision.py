import torch
from torch import nn
from torch.nn import functional as F


class CamadaDenseNet(nn.Module):
    def __init__(self, c_in, k, fator=4):
        super().__init__()
        self.norm1 = nn.BatchNorm2d(c_in)
        self.relu1 = nn.ReLU(inplace=True)
        self.conv1 = nn.Conv2d(c_in, fator * k, kernel_size=1, stride=1, bias=False)
        self.norm2 = nn.BatchNorm2d(fator * k)
        self.relu2 = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(fator * k, k, kernel_size=3, stride=1, padding=1, bias=False)

    def forward(self, x):
        novo = self.conv1(self.relu1(self.norm1(x)))
        novo = self.conv2(self.relu2(self.norm2(novo)))
        return torch.cat((x, novo), 1)
