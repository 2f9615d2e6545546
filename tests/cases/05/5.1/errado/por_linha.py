# Usou a média e a variância de cada exemplo, e não de cada unidade.
# Mensagem: A média e a variância foram as de cada linha, isto é, de cada exemplo. Sobre que eixo correm as de uma unidade?
import torch


def bn_treino(h, gama, beta, eps=1e-5):
    return gama * (h - h.mean(1, keepdim=True)) / torch.sqrt(h.var(1, unbiased=False, keepdim=True) + eps) + beta
