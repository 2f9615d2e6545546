# Recorta o canto do mapa, e não o centro.
# Mensagem: O recorte do atalho saiu do canto. Por que a sua `recorta_e_concatena` não fez esse trabalho?
# Só no teste oculto: a imagem do exemplo é constante.
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
            x = sobe(x)
            x = junta(torch.cat([mapas.pop()[:, :, : x.shape[2], : x.shape[3]], x], dim=1))
        return self.fim(x)
