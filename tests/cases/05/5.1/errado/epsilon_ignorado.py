# Ignorou o ε.
# Mensagem: O ε não entrou na conta. O que acontece com uma unidade que vale o mesmo em todos os exemplos do lote?
import torch


def bn_treino(h, gama, beta, eps=1e-5):
    return gama * (h - h.mean(0)) / torch.sqrt(h.var(0, unbiased=False)) + beta
