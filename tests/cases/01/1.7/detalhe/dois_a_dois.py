# Só compara as duas primeiras classes.
import torch


def erro_de_treino(rede, entradas, rotulos):
    modos = [(m, m.training) for m in rede.modules()]
    rede.eval()
    with torch.no_grad():
        saidas = rede(entradas)
        erradas = (saidas[:, 1] > saidas[:, 0]).long() != rotulos
    for m, modo in modos:
        m.training = modo
    return 100 * erradas.float().mean().item()
