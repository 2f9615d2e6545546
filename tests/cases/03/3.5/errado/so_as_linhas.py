# Saltou linhas, mas não colunas.
# Mensagem: O mapa encolheu só na altura. Que eixo de x são as colunas?
import torch


def atalho_zeros(x, c_out, passo):
    h = x[:, :, ::passo]
    n, c, a, l = h.shape
    return torch.cat([h, h.new_zeros(n, c_out - c, a, l)], 1)
