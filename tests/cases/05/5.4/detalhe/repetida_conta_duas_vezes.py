# Uma camada usada em dois lugares conta duas vezes.
from torch import nn


def conta_batchnorm(rede):
    t = e = 0
    for _, m in rede.named_modules(remove_duplicate=False):
        if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)):
            t += sum(p.numel() for p in m.parameters())
            e += sum(b.numel() for b in m.buffers() if b.dim())
    return t, e
