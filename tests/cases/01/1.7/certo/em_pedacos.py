import torch


@torch.no_grad()
def erro_de_treino(rede, entradas, rotulos):
    modos = {nome: modulo.training for nome, modulo in rede.named_modules()}
    rede.train(False)
    certas = 0
    for lote, alvo in zip(entradas.split(64), rotulos.split(64), strict=True):
        certas += (rede(lote).max(dim=1).indices == alvo).sum().item()
    for nome, modulo in rede.named_modules():
        modulo.training = modos[nome]
    return 100.0 - 100.0 * certas / len(entradas)
