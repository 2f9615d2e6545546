# Devolveu o número de erros, e não a porcentagem.
# Mensagem: O resultado é uma contagem de erros. Que número a transforma em porcentagem?
import torch


def erro_de_treino(rede, entradas, rotulos):
    modos = [(m, m.training) for m in rede.modules()]
    rede.eval()
    with torch.no_grad():
        erradas = rede(entradas).argmax(1) != rotulos
    for m, modo in modos:
        m.training = modo
    return float(erradas.sum().item())
