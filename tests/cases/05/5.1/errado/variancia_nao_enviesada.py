# Dividiu a variância por N − 1, o padrão da biblioteca.
# Mensagem: A variância foi dividida por N − 1. Por quanto a fórmula de σ divide?
import torch


def bn_treino(h, gama, beta, eps=1e-5):
    return gama * (h - h.mean(0)) / torch.sqrt(h.var(0) + eps) + beta
