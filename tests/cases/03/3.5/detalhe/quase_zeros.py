# Os canais novos não são bem zeros.
import torch


def atalho_zeros(x, c_out, passo):
    h = x[:, :, ::passo, ::passo]
    n, c, a, l = h.shape
    return torch.cat([h, torch.full_like(h[:, :1], 1e-2).expand(n, c_out - c, a, l)], 1)
