# A média foi subtraída dentro de h.
import torch


def bn_treino(h, gama, beta, eps=1e-5):
    variancia = h.var(0, unbiased=False)
    with torch.no_grad():
        h -= h.mean(0)
    return gama * h / torch.sqrt(variancia + eps) + beta
