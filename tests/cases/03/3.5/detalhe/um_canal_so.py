# Acrescenta no máximo um canal.
import torch


def atalho_zeros(x, c_out, passo):
    h = x[:, :, ::passo, ::passo]
    n, c, a, l = h.shape
    return h if c_out == c else torch.cat([h, h.new_zeros(n, 1, a, l)], 1)
