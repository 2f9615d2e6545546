# Contou uma vez cada canal, e não γ e β (ou média e variância).
# Mensagem: Cada canal foi contado uma vez só. Quantos números treináveis, e quantas estatísticas, há por canal?
from torch import nn

TIPOS = (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)


def conta_batchnorm(rede):
    camadas = [m for m in rede.modules() if isinstance(m, TIPOS)]
    return sum(m.weight.numel() for m in camadas if m.affine), sum(m.running_mean.numel() for m in camadas if m.running_mean is not None)
