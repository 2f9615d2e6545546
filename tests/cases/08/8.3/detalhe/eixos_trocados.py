# Troca os começos dos dois eixos.
import torch


def recorta_e_concatena(atalho, x):
    h, w = x.shape[-2:]
    i, j = (atalho.shape[-1] - w) // 2, (atalho.shape[-2] - h) // 2
    i, j = min(i, atalho.shape[-2] - h), min(j, atalho.shape[-1] - w)
    return torch.cat([atalho[:, :, i : i + h, j : j + w], x], dim=1)
