import torch
from torch import nn
from torch.nn import functional as F


def bloco(a, b, p):
    return nn.ModuleList([nn.Conv2d(a, b, 3, padding=p), nn.Conv2d(b, b, 3, padding=p)])


class UNet(nn.Module):
    def __init__(self, c_in, c_out, base=64, preenchimento=0):
        super().__init__()
        self.camadas = nn.ModuleDict()
        for k in range(4):
            c = base * 2**k
            self.camadas[f"desce{k}"] = bloco(c_in if k == 0 else c // 2, c, preenchimento)
            self.camadas[f"junta{k}"] = bloco(2 * c, c, preenchimento)
            self.camadas[f"sobe{k}"] = nn.ConvTranspose2d(2 * c, c, 2, stride=2)
        self.camadas["fundo"] = bloco(8 * base, 16 * base, preenchimento)
        self.camadas["fim"] = nn.Conv2d(base, c_out, 1)

    def par(self, nome, x):
        for conv in self.camadas[nome]:
            x = conv(x).clamp(min=0)
        return x

    def forward(self, x):
        mapas = {}
        for k in range(4):
            mapas[k] = self.par(f"desce{k}", x)
            x = F.max_pool2d(mapas[k], 2)
        x = self.par("fundo", x)
        for k in (3, 2, 1, 0):
            x = self.camadas[f"sobe{k}"](x)
            i, j = ((a - b) // 2 for a, b in zip(mapas[k].shape[2:], x.shape[2:], strict=True))
            corte = mapas[k][:, :, i : i + x.shape[2], j : j + x.shape[3]]
            x = self.par(f"junta{k}", torch.cat([corte, x], 1))
        return self.camadas["fim"](x)
