from torch import nn


def conta_batchnorm(rede):
    treinaveis = estatisticas = 0
    for m in rede.modules():
        if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)):
            treinaveis += sum(p.numel() for p in m.parameters())
            estatisticas += sum(b.numel() for nome, b in m.named_buffers() if nome != "num_batches_tracked")
    return treinaveis, estatisticas
