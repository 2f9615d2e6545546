# Conta todos os canais, mesmo com grupos.
import math

from torch import nn


def init_he_(camada):
    area = camada.weight[0, 0].numel()
    fan_in = area * (camada.in_channels if isinstance(camada, nn.Conv2d) else camada.in_features)
    nn.init.normal_(camada.weight, 0, math.sqrt(2 / fan_in))
    if camada.bias is not None:
        nn.init.zeros_(camada.bias)
