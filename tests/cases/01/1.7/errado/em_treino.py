# Avaliou a rede no modo em que ela chegou.
# Mensagem: A rede foi avaliada no modo em que chegou. O que o dropout e a normalização fazem em treino?
import torch


def erro_de_treino(rede, entradas, rotulos):
    modos = []
    with torch.no_grad():
        erradas = rede(entradas).argmax(1) != rotulos
    for m, modo in modos:
        m.training = modo
    return 100 * erradas.float().mean().item()
