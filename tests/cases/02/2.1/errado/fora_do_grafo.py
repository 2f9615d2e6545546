# O resultado saiu do grafo (detach ou no_grad): o gradiente não chega à entrada.
import torch


def residual(x, funcoes):
    h = x
    with torch.no_grad():
        for f in funcoes:
            h = h + f(h)
    return h
