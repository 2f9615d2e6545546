# Contou só os canais, sem a área do filtro.
# Mensagem: Na convolução a variância só contou os canais. Quantos números um filtro de 3 × 5 lê em cada canal?
import math

from torch import nn


def init_he_(camada):
    nn.init.normal_(camada.weight, 0, math.sqrt(2 / camada.weight.shape[1]))
    if camada.bias is not None:
        nn.init.zeros_(camada.bias)
