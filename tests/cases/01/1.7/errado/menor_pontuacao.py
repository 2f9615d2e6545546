# Tomou a classe de menor pontuação.
# Mensagem: A classe prevista é a de menor pontuação. Qual delas a rede considera mais provável?
import torch


def erro_de_treino(rede, entradas, rotulos):
    modos = [(m, m.training) for m in rede.modules()]
    rede.eval()
    with torch.no_grad():
        erradas = rede(entradas).argmin(1) != rotulos
    for m, modo in modos:
        m.training = modo
    return 100 * erradas.float().mean().item()
