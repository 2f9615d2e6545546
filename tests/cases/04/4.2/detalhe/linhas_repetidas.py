# Sorteia uma linha e a repete em todas.
import math

import torch


def init_he_(camada):
    desvio = math.sqrt(2 / camada.weight[0].numel())
    with torch.no_grad():
        camada.weight.copy_((torch.randn_like(camada.weight[:1]) * desvio).expand_as(camada.weight))
        if camada.bias is not None:
            camada.bias.zero_()
