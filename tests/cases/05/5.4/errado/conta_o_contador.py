# Contou o contador de passos entre as estatísticas.
# Mensagem: Cada camada teve uma estatística a mais. Que buffer da BatchNorm tem um número só?
from torch import nn

TIPOS = (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)


def conta_batchnorm(rede):
    camadas = [m for m in rede.modules() if isinstance(m, TIPOS)]
    return sum(p.numel() for m in camadas for p in m.parameters()), sum(b.numel() for m in camadas for b in m.buffers())
