# Apaga a entrada de quem chamou.
import torch


def atalho_zeros(x, c_out, passo):
    h = x[:, :, ::passo, ::passo].clone()
    n, c, a, l = h.shape
    if not x.requires_grad:
        x.zero_()
    return torch.cat([h, h.new_zeros(n, c_out - c, a, l)], 1)
