import copy

import torch


def erro_de_treino(rede, entradas, rotulos):
    gemea = copy.deepcopy(rede).eval()
    with torch.no_grad():
        previsto = torch.topk(gemea(entradas), 1, dim=1).indices.squeeze(1)
    return float((previsto != rotulos).double().mean() * 100)
