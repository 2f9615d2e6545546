import torch.nn as nn

TIPOS = nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d


def conta_batchnorm(rede):
    camadas = {id(m): m for m in rede.modules() if isinstance(m, TIPOS)}.values()
    treinaveis = sum(t.numel() for m in camadas for t in (m.weight, m.bias) if t is not None)
    estatisticas = sum(t.numel() for m in camadas for t in (m.running_mean, m.running_var) if t is not None)
    return [treinaveis, estatisticas]
