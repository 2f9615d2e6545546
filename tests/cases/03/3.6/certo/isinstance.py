import torch
from torch import nn


def zera_ramo(bloco):
    if isinstance(bloco, BlocoPreAtivacao):
        alvo = bloco.linear
    elif isinstance(bloco, BlocoConv):
        alvo = bloco.conv2
    else:
        raise TypeError(type(bloco).__name__)
    for p in alvo.parameters():
        nn.init.constant_(p, 0.0)
