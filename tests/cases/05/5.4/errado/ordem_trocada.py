# Devolveu as estatísticas antes dos treináveis.
# Mensagem: O par saiu na ordem trocada. Qual dos dois números vem primeiro?
from torch import nn

TIPOS = (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)


def conta_batchnorm(rede):
    camadas = [m for m in rede.modules() if isinstance(m, TIPOS)]
    return sum(b.numel() for m in camadas for n, b in m.named_buffers() if b.dim()), sum(p.numel() for m in camadas for p in m.parameters())
