import torch


def normaliza(h):
    return bn_treino(h, torch.ones_like(h[0]), torch.zeros_like(h[0]))


def bn_treino(h, gama, beta, eps=1e-5):
    return gama * (h - h.mean(0)) / torch.sqrt(h.var(0, correction=0) + eps) + beta


def invariancia_de_escala(z, a):
    antes, depois = normaliza(z), normaliza(z * a)
    return torch.max(torch.abs(depois - antes)), torch.mean((z * a).var(0) / z.var(0))
