# Variância certa, pesos dependentes entre si.
import math

import torch
from torch import nn


def init_he_(camada):
    nn.init.orthogonal_(camada.weight)
    with torch.no_grad():
        camada.weight.mul_(math.sqrt(2 / camada.weight[0].numel()) / camada.weight.std())
        if camada.bias is not None:
            camada.bias.zero_()
