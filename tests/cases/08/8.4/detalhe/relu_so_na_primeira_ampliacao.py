# Uma ReLU depois da primeira transposta só.
import torch
from torch import nn
from torch.nn import functional as F


class UNet(nn.Module):
    def __init__(self, c_in, c_out, base=64, preenchimento=0):
        super().__init__()
        c = [base * 2**k for k in range(5)]
        p = preenchimento
        self.desce = nn.ModuleList([dupla_conv(a, b, p) for a, b in zip([c_in, *c[:3]], c[:4], strict=True)])
        self.fundo = dupla_conv(c[3], c[4], p)
        self.sobe = nn.ModuleList([nn.ConvTranspose2d(2 * a, a, 2, 2) for a in c[3::-1]])
        self.junta = nn.ModuleList([dupla_conv(2 * a, a, p) for a in c[3::-1]])
        self.fim = nn.Conv2d(base, c_out, 1)

    def forward(self, x):
        mapas = []
        for par in self.desce:
            x = par(x)
            mapas.append(x)
            x = F.max_pool2d(x, 2)
        x = self.fundo(x)
        for sobe, junta in zip(self.sobe, self.junta, strict=True):
            x = sobe(x) if len(mapas) < 4 else torch.relu(sobe(x))
            x = junta(recorta_e_concatena(mapas.pop(), x))
        return self.fim(x)
