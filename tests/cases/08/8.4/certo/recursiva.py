import torch
from torch import nn


class Nivel(nn.Module):
    def __init__(self, c_in, c, p, abaixo):
        super().__init__()
        self.volta = dupla_conv(2 * c, c, p)
        self.amplia = nn.ConvTranspose2d(2 * c, c, kernel_size=2, stride=2)
        self.dentro = abaixo
        self.ida = dupla_conv(c_in, c, p)

    def forward(self, x):
        mapa = self.ida(x)
        fundo = self.dentro(torch.max_pool2d(mapa, 2))
        return self.volta(recorta_e_concatena(mapa, self.amplia(fundo)))


class UNet(nn.Module):
    def __init__(self, c_in, c_out, base=64, preenchimento=0):
        super().__init__()
        rede = dupla_conv(8 * base, 16 * base, preenchimento)
        for k in (3, 2, 1, 0):
            rede = Nivel(base * 2 ** (k - 1) if k else c_in, base * 2**k, preenchimento, rede)
        self.cabeca = nn.Conv2d(base, c_out, (1, 1))
        self.corpo = rede

    def forward(self, imagem):
        return self.cabeca(self.corpo(imagem))
