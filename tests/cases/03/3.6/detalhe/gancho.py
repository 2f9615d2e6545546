# Anula a saída por um gancho, sem zerar nada.
import torch
from torch import nn


def zera_ramo(bloco):
    def nulo(modulo, entrada, saida):
        return saida * 0

    ultima = bloco.conv2 if hasattr(bloco, 'conv2') else bloco.linear
    ultima.register_forward_hook(nulo)
