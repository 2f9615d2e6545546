import torch


def bn_treino(h, gama, beta, eps=1e-5):
    variancia, media = torch.var_mean(h, dim=0, correction=0, keepdim=True)
    escala = gama / torch.sqrt(variancia + eps)
    return h * escala + (beta - media * escala)
