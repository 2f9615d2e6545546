# O resultado saiu do grafo: o gradiente não volta.
# Mensagem: Os valores estão certos, mas o gradiente não volta até x. Que operação tira o resultado do grafo?
import torch


def atalho_zeros(x, c_out, passo):
    h = x.detach()[:, :, ::passo, ::passo]
    n, c, a, l = h.shape
    return torch.cat([h, h.new_zeros(n, c_out - c, a, l)], 1)
