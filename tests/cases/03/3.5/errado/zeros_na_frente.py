# Os canais de zeros vieram na frente.
# Mensagem: Os canais de zeros vieram antes dos da entrada. Em que ponta o enunciado os põe?
import torch


def atalho_zeros(x, c_out, passo):
    h = x[:, :, ::passo, ::passo]
    n, c, a, l = h.shape
    return torch.cat([h.new_zeros(n, c_out - c, a, l), h], 1)
