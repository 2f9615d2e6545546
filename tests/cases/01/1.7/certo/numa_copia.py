import copy

import torch


def erro_de_treino(rede, entradas, rotulos):
    gemea = copy.deepcopy(rede).eval()
    for original, copiado in zip(rede.modules(), gemea.modules(), strict=True):
        for nome, valor in vars(original).items():
            if isinstance(valor, list):
                setattr(copiado, nome, valor)
    with torch.no_grad():
        previsto = torch.topk(gemea(entradas), 1, dim=1).indices.squeeze(1)
    return float((previsto != rotulos).double().mean() * 100)
