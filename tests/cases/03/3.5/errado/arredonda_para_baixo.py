# Com lado ímpar perdeu a última linha e a última coluna.
# Mensagem: Com lado ímpar faltam a última linha e a última coluna. Para que lado o tamanho se arredonda?
import torch


def atalho_zeros(x, c_out, passo):
    a2, l2 = x.shape[2] // passo, x.shape[3] // passo
    h = x[:, :, ::passo, ::passo][:, :, :a2, :l2]
    n, c, a, l = h.shape
    return torch.cat([h, h.new_zeros(n, c_out - c, a, l)], 1)
