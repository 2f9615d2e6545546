# Congela o viés.
import math

from torch import nn


def init_he_(camada):
    nn.init.normal_(camada.weight, 0, math.sqrt(2 / camada.weight[0].numel()))
    if camada.bias is not None:
        nn.init.zeros_(camada.bias)
        camada.bias.requires_grad_(False)
