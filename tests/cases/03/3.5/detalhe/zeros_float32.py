# O resultado é sempre float32.
import torch


def atalho_zeros(x, c_out, passo):
    h = x[:, :, ::passo, ::passo].float()
    n, c, a, l = h.shape
    return torch.cat([h, torch.zeros(n, c_out - c, a, l, device=x.device)], 1)
