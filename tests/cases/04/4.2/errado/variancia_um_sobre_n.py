# Variância 1/fan_in: esqueceu o 2 que paga a ReLU.
# Mensagem: A variância saiu 1/fan_in. O que a ReLU faz com metade dos valores?
import math

from torch import nn


def init_he_(camada):
    nn.init.normal_(camada.weight, 0, math.sqrt(1 / camada.weight[0].numel()))
    if camada.bias is not None:
        nn.init.zeros_(camada.bias)
