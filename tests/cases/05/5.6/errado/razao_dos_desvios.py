# Dividiu os desvios, e não as variâncias.
# Mensagem: A razão é entre desvios padrão. O que o enunciado manda dividir?
import torch


def invariancia_de_escala(z, a):
    def bn(h):
        return (h - h.mean(0)) / torch.sqrt(h.var(0, unbiased=False) + 1e-5)

    return (bn(a * z) - bn(z)).abs().max().item(), (torch.std(a * z, 0) / torch.std(z, 0)).mean().item()
