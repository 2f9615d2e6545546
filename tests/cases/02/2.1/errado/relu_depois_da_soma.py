# Uma ReLU depois da soma apagou os valores negativos.
# Mensagem: Depois de cada soma, os valores negativos viraram zero. Em h ← h + f(h), o que acontece ao sinal negativo que vem pelo atalho?
import torch


def residual(x, funcoes):
    h = x
    for f in funcoes:
        h = torch.relu(h + f(h))
    return h
