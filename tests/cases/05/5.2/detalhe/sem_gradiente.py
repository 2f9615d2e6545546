# O resultado fica fora do grafo.
import torch


def media_movel(antiga, nova, momentum):
    with torch.no_grad():
        return (1 - momentum) * antiga + momentum * nova


def momentum_de_alfa(alfa):
    return 1 - alfa
