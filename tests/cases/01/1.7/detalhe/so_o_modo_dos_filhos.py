# Guarda só o modo dos filhos da rede: os módulos dentro deles ficam no modo de quem os contém.
import torch


def erro_de_treino(rede, entradas, rotulos):
    modo, filhos = rede.training, [(filho, filho.training) for filho in rede.children()]
    rede.eval()
    with torch.no_grad():
        erradas = rede(entradas).argmax(1) != rotulos
    for filho, treinando in filhos:
        filho.train(treinando)
    rede.training = modo
    return 100 * erradas.float().mean().item()
