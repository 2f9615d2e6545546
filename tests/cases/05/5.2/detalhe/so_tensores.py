# lerp não aceita números.
import torch


def media_movel(antiga, nova, momentum):
    return torch.lerp(antiga, nova, momentum)


def momentum_de_alfa(alfa):
    return 1 - alfa
