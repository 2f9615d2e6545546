# Olhou só os filhos diretos da rede.
# Mensagem: Só as camadas do primeiro nível foram contadas. Que método desce até o fim, e inclui a própria rede?
from torch import nn

TIPOS = (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)


def conta_batchnorm(rede):
    camadas = [m for m in rede.children() if isinstance(m, TIPOS)]
    return sum(p.numel() for m in camadas for p in m.parameters()), sum(b.numel() for m in camadas for n, b in m.named_buffers() if b.dim())
