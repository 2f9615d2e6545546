# A conta é feita em float32.
import torch


def bn_treino(h, gama, beta, eps=1e-5):
    h = h.float()
    return (gama * (h - h.mean(0)) / torch.sqrt(h.var(0, unbiased=False) + eps) + beta).float()
