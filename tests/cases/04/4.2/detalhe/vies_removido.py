# Tira o viés em vez de zerá-lo.
import math

from torch import nn


def init_he_(camada):
    nn.init.normal_(camada.weight, 0, math.sqrt(2 / camada.weight[0].numel()))
    camada.bias = None
