import torch


def atalho_zeros(x, c_out, passo):
    n, c, h, w = x.shape
    saida = x.new_zeros((n, c_out, -(-h // passo), -(-w // passo)))
    saida[:, :c] = x[:, :, ::passo, ::passo]
    return saida
