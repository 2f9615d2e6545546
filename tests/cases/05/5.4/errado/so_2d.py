# Contou só as nn.BatchNorm2d.
# Mensagem: Só as nn.BatchNorm2d foram contadas. Que outras duas classes o enunciado cita?
from torch import nn

TIPOS = (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)


def conta_batchnorm(rede):
    camadas = [m for m in rede.modules() if isinstance(m, nn.BatchNorm2d)]
    tudo = [(m.weight, m.bias, m.running_mean, m.running_var) for m in camadas]
    return sum(t.numel() for q in tudo for t in q[:2] if t is not None), sum(t.numel() for q in tudo for t in q[2:] if t is not None)
