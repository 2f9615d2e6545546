# No BlocoConv, zerou as duas convoluções.
# Mensagem: As duas convoluções foram a zero: conv2 só recebe zeros, e o peso dela não tem gradiente. Qual das duas basta zerar?
import torch
from torch import nn


def zera_ramo(bloco):
    camadas = [bloco.conv1, bloco.conv2] if hasattr(bloco, 'conv1') else [bloco.linear]
    for camada in camadas:
        nn.init.zeros_(camada.weight)
        nn.init.zeros_(camada.bias)
