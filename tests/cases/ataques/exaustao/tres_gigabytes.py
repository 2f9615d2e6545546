# Tenta: pedir 3 GB de uma vez, para guardar passos que ninguém usa.
# Visto: o pedido é negado e o exercício vale 0.
# Veredito: memoria
# Só aqui: o processo do nbgrader não tem limite de memória.
import torch


def residual(x, funcoes):
    historico = torch.ones(3, 2**28)
    h = x
    for passo, f in enumerate(funcoes):
        h = h + f(h)
        historico[0, passo] = h.sum()
    return h
