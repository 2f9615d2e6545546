# Só funciona com imagens quadradas.
import torch


def atalho_zeros(x, c_out, passo):
    h = x[:, :, ::passo, ::passo]
    n, c, a, l = h.shape
    return torch.cat([h, h.new_zeros(n, c_out - c, a, a)], 1)
