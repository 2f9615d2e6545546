# Só dividiu pelo desvio, sem subtrair a média.
# Mensagem: A média não foi subtraída. Que média têm as colunas do resultado quando β = 0?
import torch


def bn_treino(h, gama, beta, eps=1e-5):
    return gama * h / torch.sqrt(h.var(0, unbiased=False) + eps) + beta
