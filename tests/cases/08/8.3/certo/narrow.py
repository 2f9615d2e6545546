import torch


def recorta_e_concatena(atalho, x):
    for eixo in (2, 3):
        sobra = atalho.shape[eixo] - x.shape[eixo]
        atalho = atalho.narrow(eixo, sobra // 2, x.shape[eixo])
    return torch.cat((atalho, x), 1)
