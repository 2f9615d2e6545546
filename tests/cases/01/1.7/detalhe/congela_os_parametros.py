# Congela a rede para não gastar gradientes.
import torch


def erro_de_treino(rede, entradas, rotulos):
    modos = [(m, m.training) for m in rede.modules()]
    rede.eval().requires_grad_(False)
    with torch.no_grad():
        erradas = rede(entradas).argmax(1) != rotulos
    for m, modo in modos:
        m.training = modo
    return 100 * erradas.float().mean().item()
