# Deixa a rede em avaliação.
import torch


def erro_de_treino(rede, entradas, rotulos):
    rede.eval()
    with torch.no_grad():
        erradas = rede(entradas).argmax(1) != rotulos

    return 100 * erradas.float().mean().item()
