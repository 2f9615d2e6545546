# Qualquer passo maior que 1 vale 2.
import torch


def atalho_zeros(x, c_out, passo):
    h = x[:, :, ::2, ::2] if passo > 1 else x
    n, c, a, l = h.shape
    return torch.cat([h, h.new_zeros(n, c_out - c, a, l)], 1)
