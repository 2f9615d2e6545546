# Sempre dobra os canais.
import torch


def atalho_zeros(x, c_out, passo):
    h = x[:, :, ::passo, ::passo]
    return h if c_out == x.shape[1] else torch.cat([h, torch.zeros_like(h)], 1)
