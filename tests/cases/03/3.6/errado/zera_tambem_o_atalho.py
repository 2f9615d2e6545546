# Zerou também a projeção do atalho.
# Mensagem: A projeção do atalho também foi a zero: nada mais atravessa o bloco. O que deve restar dele depois da chamada?
import torch
from torch import nn


def zera_ramo(bloco):
    ultima = bloco.conv2 if hasattr(bloco, 'conv2') else bloco.linear
    for camada in (ultima, getattr(bloco, 'atalho', None)):
        for p in camada.parameters() if camada is not None else ():
            nn.init.zeros_(p)
