# Fixa a semente: duas chamadas dão os mesmos pesos.
import math

import torch
from torch import nn


def init_he_(camada):
    torch.manual_seed(0)
    nn.init.normal_(camada.weight, 0, math.sqrt(2 / camada.weight[0].numel()))
    if camada.bias is not None:
        nn.init.zeros_(camada.bias)
