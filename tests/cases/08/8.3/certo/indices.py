import torch


def recorta_e_concatena(atalho, x):
    linhas = torch.arange(x.shape[2], device=x.device) + (atalho.shape[2] - x.shape[2]) // 2
    colunas = torch.arange(x.shape[3], device=x.device) + (atalho.shape[3] - x.shape[3]) // 2
    centro = atalho.index_select(2, linhas).index_select(3, colunas)
    return torch.concat([centro, x], axis=1)
