# Supôs que toda camada tem γ, β e estatísticas.
# Mensagem: Camadas sem γ e β, ou sem estatísticas, foram contadas como completas. O que vale camada.weight quando affine=False?
from torch import nn

TIPOS = (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)


def conta_batchnorm(rede):
    canais = sum(m.num_features for m in rede.modules() if isinstance(m, TIPOS))
    return 2 * canais, 2 * canais
