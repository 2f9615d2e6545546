import torch


def bn_treino(h, gama, beta, eps=1e-5):
    desvios = h - h.sum(0, keepdim=True) / len(h)
    variancia = (desvios * desvios).sum(0, keepdim=True) / len(h)
    return desvios * torch.rsqrt(variancia + eps) * gama + beta
