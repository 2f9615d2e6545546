# Recorta com fatia negativa: falha com diferença zero ou ímpar.
import torch


def recorta_e_concatena(atalho, x):
    i, j = (atalho.shape[-2] - x.shape[-2]) // 2, (atalho.shape[-1] - x.shape[-1]) // 2
    return torch.cat([atalho[:, :, i:-i, j:-j], x], dim=1)
