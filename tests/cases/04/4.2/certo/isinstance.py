import math

import torch
from torch import nn


def init_he_(camada):
    if isinstance(camada, nn.Linear):
        fan_in = camada.in_features
    else:
        a, b = camada.kernel_size
        fan_in = camada.in_channels // camada.groups * a * b
    torch.nn.init.normal_(camada.weight, mean=0.0, std=math.sqrt(2.0 / fan_in))
    if camada.bias is not None:
        torch.nn.init.constant_(camada.bias, 0.0)
