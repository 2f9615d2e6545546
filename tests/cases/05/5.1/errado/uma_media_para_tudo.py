# Usou uma só média e uma só variância para a matriz inteira.
# Mensagem: Todas as unidades foram normalizadas com a mesma média e a mesma variância. Quantas médias há num lote de D unidades?
import torch


def bn_treino(h, gama, beta, eps=1e-5):
    return gama * (h - h.mean()) / torch.sqrt(h.var(unbiased=False) + eps) + beta
