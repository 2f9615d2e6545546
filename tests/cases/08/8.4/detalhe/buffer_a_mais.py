# Guarda um buffer que o enunciado não pede.
import torch
from torch import nn
from torch.nn import functional as F


class UNet(nn.Module):
    def __init__(self, c_in, c_out, base=64, preenchimento=0):
        super().__init__()
        canais = [base * 2**k for k in range(5)]
        self.descida = nn.ModuleList(dupla_conv(a, b, preenchimento) for a, b in zip([c_in, *canais], canais))
        self.amplia = nn.ModuleList(nn.ConvTranspose2d(2 * c, c, 2, 2) for c in canais[3::-1])
        self.subida = nn.ModuleList(dupla_conv(2 * c, c, preenchimento) for c in canais[3::-1])
        self.fim = nn.Conv2d(base, c_out, 1)
        self.register_buffer("media", torch.zeros(c_in))

    def forward(self, x):
        mapas = [self.descida[0](x)]
        for par in self.descida[1:]:
            mapas.append(par(F.max_pool2d(mapas[-1], 2)))
        x = mapas.pop()
        for amplia, par in zip(self.amplia, self.subida):
            x = par(recorta_e_concatena(mapas.pop(), amplia(x)))
        return self.fim(x)
