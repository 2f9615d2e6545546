# A rede fica em modo de avaliação.
from torch import nn


def conta_batchnorm(rede):
    camadas = [m for m in rede.eval().modules() if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d))]
    t = sum(p.numel() for m in camadas for p in m.parameters())
    return t, sum(b.numel() for m in camadas for b in m.buffers() if b.dim())
