# Com passo 1 devolve x, ainda que faltem canais.
import torch


def atalho_zeros(x, c_out, passo):
    if passo == 1:
        return x
    h = x[:, :, ::passo, ::passo]
    n, c, a, l = h.shape
    return torch.cat([h, h.new_zeros(n, c_out - c, a, l)], 1)
