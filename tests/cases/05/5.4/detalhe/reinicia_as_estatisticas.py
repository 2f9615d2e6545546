# Reinicia as médias móveis da rede recebida.
from torch import nn


def conta_batchnorm(rede):
    treinaveis = estatisticas = 0
    for camada in rede.modules():
        if isinstance(camada, nn.BatchNorm1d | nn.BatchNorm2d | nn.BatchNorm3d):
            camada.reset_running_stats()
            treinaveis += 2 * camada.num_features if camada.affine else 0
            estatisticas += 2 * camada.num_features if camada.track_running_stats else 0
    return treinaveis, estatisticas
