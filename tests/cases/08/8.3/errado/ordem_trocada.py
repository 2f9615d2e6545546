# Põe os canais de x antes dos do atalho.
# Mensagem: Os canais de x vieram antes dos do atalho. Que ordem o enunciado pede?
import torch


def recorta_e_concatena(atalho, x):
    h, w = x.shape[-2:]
    i, j = (atalho.shape[-2] - h) // 2, (atalho.shape[-1] - w) // 2
    return torch.cat([x, atalho[:, :, i : i + h, j : j + w]], dim=1)
