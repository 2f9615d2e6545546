# Usou quantos números saem (fan_out) em vez de quantos entram.
# Mensagem: A variância usou quantos números saem da camada. Quantos entram em cada unidade?
import math

from torch import nn


def init_he_(camada):
    fan_out = camada.weight[:, 0].numel()
    nn.init.normal_(camada.weight, 0, math.sqrt(2 / fan_out))
    if camada.bias is not None:
        nn.init.zeros_(camada.bias)
