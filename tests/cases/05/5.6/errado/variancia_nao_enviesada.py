# Normalizou com a variância dividida por N − 1.
# Mensagem: A normalização usou a variância dividida por N − 1. Por quanto divide a fórmula de σ²?
import torch


def invariancia_de_escala(z, a):
    def bn(h):
        return (h - h.mean(0)) / torch.sqrt(h.var(0) + 1e-5)

    razao = (torch.var(a * z, 0) / torch.var(z, 0)).mean()
    return (bn(a * z) - bn(z)).abs().max().item(), razao.item()
