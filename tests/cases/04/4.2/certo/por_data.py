import math

import torch


def init_he_(camada):
    filtro = math.prod(camada.weight.shape[1:])
    camada.weight.data = torch.randn_like(camada.weight.data) * math.sqrt(2 / filtro)
    if getattr(camada, "bias", None) is not None:
        camada.bias.data.zero_()
