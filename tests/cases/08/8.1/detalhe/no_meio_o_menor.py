# No meio há tantos canais quanto no menor dos dois lados.
from torch import nn


def dupla_conv(c_in, c_out, preenchimento=0):
    meio = min(c_in, c_out)
    primeira = nn.Conv2d(c_in, meio, 3, padding=preenchimento)
    segunda = nn.Conv2d(meio, c_out, 3, padding=preenchimento)
    return nn.Sequential(primeira, nn.ReLU(), segunda, nn.ReLU())
