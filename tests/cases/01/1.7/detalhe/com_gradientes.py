# Avalia com gradientes ligados.
import torch


def erro_de_treino(rede, entradas, rotulos):
    modos = [(m, m.training) for m in rede.modules()]
    rede.eval()
    with torch.enable_grad():
        erradas = rede(entradas).argmax(1) != rotulos
    for m, modo in modos:
        m.training = modo
    return 100 * erradas.float().mean().item()
