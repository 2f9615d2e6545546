# O resultado perde o grafo.
import torch


def var_soma(x, y):
    return torch.var(x + y, correction=0).detach()
