# O ε é 1e-8.
import torch


def invariancia_de_escala(z, a):
    def bn(h):
        return (h - h.mean(0)) / torch.sqrt(h.var(0, unbiased=False) + 1e-8)

    razao = (torch.var(a * z, 0) / torch.var(z, 0)).mean()
    return (bn(a * z) - bn(z)).abs().max().item(), razao.item()
