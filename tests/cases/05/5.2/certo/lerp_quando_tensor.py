import torch


def media_movel(antiga, nova, momentum):
    if isinstance(antiga, torch.Tensor):
        return torch.lerp(antiga, nova, momentum)
    return sum(peso * valor for peso, valor in ((1 - momentum, antiga), (momentum, nova)))


def momentum_de_alfa(alfa):
    return 1 - alfa
