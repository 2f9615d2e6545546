# Acrescentou c_out canais, e não os que faltam.
# Mensagem: Foram acrescentados c_out canais de zeros. Quantos faltam para que o total seja c_out?
import torch


def atalho_zeros(x, c_out, passo):
    h = x[:, :, ::passo, ::passo]
    n, c, a, l = h.shape
    return torch.cat([h, h.new_zeros(n, c_out, a, l)], 1)
