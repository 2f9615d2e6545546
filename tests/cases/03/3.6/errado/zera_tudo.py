# Zerou todos os parâmetros do bloco.
# Mensagem: Todos os parâmetros foram a zero, também conv1 e a projeção. Se a última camada só recebe zeros, que gradiente chega ao peso dela?
import torch
from torch import nn


def zera_ramo(bloco):
    for p in bloco.parameters():
        nn.init.zeros_(p)
