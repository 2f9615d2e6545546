import torch
from torch import nn
from torch.nn import functional as F


class Ampliacao(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.vies = nn.Parameter(torch.zeros(c // 2))
        self.nucleo = nn.Parameter(torch.randn(c, c // 2, 2, 2) / c**0.5)

    def forward(self, x):
        return F.conv_transpose2d(x, self.nucleo, self.vies, stride=2)


class UNet(nn.Module):
    def __init__(self, c_in, c_out, base=64, preenchimento=0):
        super().__init__()
        self.fim = nn.Conv2d(base, c_out, 1)
        self.subida = nn.ModuleList()
        self.descida = nn.ModuleList()
        for k in range(5):
            self.descida.append(dupla_conv(c_in if k == 0 else base << (k - 1), base << k, preenchimento))
        for k in (3, 2, 1, 0):
            self.subida.append(nn.ModuleDict({"par": dupla_conv(base << (k + 1), base << k, preenchimento), "amplia": Ampliacao(base << (k + 1))}))

    def forward(self, x):
        mapas = [self.descida[0](x)]
        for par in self.descida[1:]:
            mapas.append(par(F.max_pool2d(mapas[-1], kernel_size=2, stride=2)))
        h = mapas.pop()
        for nivel in self.subida:
            h = nivel["par"](recorta_e_concatena(mapas.pop(), nivel["amplia"](h)))
        return self.fim(h)
