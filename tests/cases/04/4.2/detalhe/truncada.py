# Normal truncada em dois desvios, com a variância acertada.
import math

from torch import nn


def init_he_(camada):
    desvio = math.sqrt(2 / camada.weight[0].numel())
    nn.init.trunc_normal_(camada.weight, std=desvio / 0.8796, a=-2 * desvio / 0.8796, b=2 * desvio / 0.8796)
    if camada.bias is not None:
        nn.init.zeros_(camada.bias)
