# Escreve dentro do tensor recebido.
import torch


def media_movel(antiga, nova, momentum):
    if isinstance(antiga, torch.Tensor):
        return antiga.mul_(1 - momentum).add_(momentum * nova)
    return (1 - momentum) * antiga + momentum * nova


def momentum_de_alfa(alfa):
    return 1 - alfa
