# Põe todos os submódulos no modo da raiz.
import torch


def erro_de_treino(rede, entradas, rotulos):
    modo = rede.training
    rede.eval()
    with torch.no_grad():
        erradas = rede(entradas).argmax(1) != rotulos
    rede.train(modo)
    return 100 * erradas.float().mean().item()
