# Somou β antes de multiplicar por γ.
# Mensagem: O β também foi multiplicado por γ. Em que ordem a fórmula multiplica e soma?
import torch


def bn_treino(h, gama, beta, eps=1e-5):
    return gama * ((h - h.mean(0)) / torch.sqrt(h.var(0, unbiased=False) + eps) + beta)
