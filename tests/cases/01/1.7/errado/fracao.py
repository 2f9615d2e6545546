# Devolveu uma fração de 0 a 1, e não uma porcentagem.
# Mensagem: O resultado vai de 0 a 1. Em que escala o enunciado o pede?
import torch


def erro_de_treino(rede, entradas, rotulos):
    modos = [(m, m.training) for m in rede.modules()]
    rede.eval()
    with torch.no_grad():
        erradas = rede(entradas).argmax(1) != rotulos
    for m, modo in modos:
        m.training = modo
    return erradas.float().mean().item()
