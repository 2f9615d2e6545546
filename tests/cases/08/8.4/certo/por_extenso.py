import torch
import torch.nn as nn


class UNet(nn.Module):
    def __init__(self, c_in, c_out, base=64, preenchimento=0):
        super().__init__()
        b, p = base, preenchimento
        self.saida = nn.Conv2d(b, c_out, kernel_size=1)
        self.d4 = dupla_conv(4 * b, 8 * b, p)
        self.d3 = dupla_conv(2 * b, 4 * b, p)
        self.d2 = dupla_conv(b, 2 * b, p)
        self.d1 = dupla_conv(c_in, b, p)
        self.meio = dupla_conv(8 * b, 16 * b, p)
        self.u4, self.u3 = nn.ConvTranspose2d(16 * b, 8 * b, 2, stride=2), nn.ConvTranspose2d(8 * b, 4 * b, 2, stride=2)
        self.u2, self.u1 = nn.ConvTranspose2d(4 * b, 2 * b, 2, stride=2), nn.ConvTranspose2d(2 * b, b, 2, stride=2)
        self.c4, self.c3, self.c2, self.c1 = dupla_conv(16 * b, 8 * b, p), dupla_conv(8 * b, 4 * b, p), dupla_conv(4 * b, 2 * b, p), dupla_conv(2 * b, b, p)
        self.pool = nn.MaxPool2d(2)

    def forward(self, x):
        a1 = self.d1(x)
        a2 = self.d2(self.pool(a1))
        a3 = self.d3(self.pool(a2))
        a4 = self.d4(self.pool(a3))
        h = self.meio(self.pool(a4))
        h = self.c4(recorta_e_concatena(a4, self.u4(h)))
        h = self.c3(recorta_e_concatena(a3, self.u3(h)))
        h = self.c2(recorta_e_concatena(a2, self.u2(h)))
        h = self.c1(recorta_e_concatena(a1, self.u1(h)))
        return self.saida(h)
