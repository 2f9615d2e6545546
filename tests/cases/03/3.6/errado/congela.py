# Zerou e congelou a última camada.
# Mensagem: A última camada foi congelada: ela está em zero e não sai de lá. Que atributo diz se um parâmetro aprende?
import torch
from torch import nn


def zera_ramo(bloco):
    ultima = bloco.conv2 if hasattr(bloco, 'conv2') else bloco.linear
    for p in ultima.parameters():
        p.requires_grad_(False)
        p.zero_()
