# Camadas de mesmo tamanho foram tomadas pela mesma.
from torch import nn


def conta_batchnorm(rede):
    camadas = {str(m): m for m in rede.modules() if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d))}.values()
    t = sum(p.numel() for m in camadas for p in m.parameters())
    return t, sum(b.numel() for m in camadas for b in m.buffers() if b.dim())
