# Só recorta se os dois eixos precisam.
import torch


def recorta_e_concatena(atalho, x):
    h, w = x.shape[-2:]
    i, j = (atalho.shape[-2] - h) // 2, (atalho.shape[-1] - w) // 2
    if i and j:
        atalho = atalho[:, :, i : i + h, j : j + w]
    return torch.cat([atalho, x], dim=1)
