# Procurou o máximo entre os exemplos, e não entre as classes.
# Mensagem: O máximo foi tirado ao longo dos exemplos. Em que eixo estão as classes?
import torch


def erro_de_treino(rede, entradas, rotulos):
    modos = [(m, m.training) for m in rede.modules()]
    rede.eval()
    with torch.no_grad():
        erradas = (rede(entradas).argmax(0)[:, None] != rotulos[None, :]).any(0)
    for m, modo in modos:
        m.training = modo
    return 100 * erradas.float().mean().item()
