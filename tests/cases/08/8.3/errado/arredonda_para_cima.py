# Com diferença ímpar, arredonda o começo para cima.
# Mensagem: Com diferença ímpar o recorte começou uma posição adiante. Para que lado o enunciado arredonda?
import torch


def recorta_e_concatena(atalho, x):
    h, w = x.shape[-2:]
    i, j = (atalho.shape[-2] - h + 1) // 2, (atalho.shape[-1] - w + 1) // 2
    return torch.cat([atalho[:, :, i : i + h, j : j + w], x], dim=1)
