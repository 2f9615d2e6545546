# Soma em vez de concatenar.
# Mensagem: Os dois mapas foram somados. Quantos canais o resultado deve ter?
import torch


def recorta_e_concatena(atalho, x):
    h, w = x.shape[-2:]
    i, j = (atalho.shape[-2] - h) // 2, (atalho.shape[-1] - w) // 2
    return atalho[:, :, i : i + h, j : j + w] + x
