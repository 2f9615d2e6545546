# Saltou também canais.
# Mensagem: Também foram saltados canais da entrada. Sobre quais dois eixos age o passo?
import torch


def atalho_zeros(x, c_out, passo):
    h = x[:, ::passo, ::passo, ::passo]
    n, c, a, l = h.shape
    return torch.cat([h, h.new_zeros(n, c_out - c, a, l)], 1)
