# Modifica o atalho.
import torch


def recorta_e_concatena(atalho, x):
    h, w = x.shape[-2:]
    i, j = (atalho.shape[-2] - h) // 2, (atalho.shape[-1] - w) // 2
    saida = torch.cat([atalho[:, :, i : i + h, j : j + w], x], dim=1)
    atalho.zero_()
    return saida
