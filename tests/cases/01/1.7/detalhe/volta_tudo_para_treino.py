# Deixa a rede em treino.
import torch


def erro_de_treino(rede, entradas, rotulos):
    rede.eval()
    with torch.no_grad():
        erradas = rede(entradas).argmax(1) != rotulos
    rede.train()
    return 100 * erradas.float().mean().item()
