# O valor padrão de ε é outro.
import torch


def bn_treino(h, gama, beta, eps=1e-8):
    return gama * (h - h.mean(0)) / torch.sqrt(h.var(0, unbiased=False) + eps) + beta
