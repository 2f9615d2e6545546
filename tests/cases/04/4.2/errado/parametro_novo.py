# Trocou os parâmetros por outros objetos.
# Mensagem: Os parâmetros de antes ficaram com os números antigos: há outros no lugar. O que veria um otimizador já criado?
import math

import torch
from torch import nn


def init_he_(camada):
    desvio = math.sqrt(2 / camada.weight[0].numel())
    camada.weight = nn.Parameter(torch.randn_like(camada.weight) * desvio)
    if camada.bias is not None:
        camada.bias = nn.Parameter(torch.zeros_like(camada.bias))
