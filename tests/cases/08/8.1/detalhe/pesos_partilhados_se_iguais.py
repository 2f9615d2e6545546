# Com c_in igual a c_out, as duas convoluções são a mesma.
from torch import nn


def dupla_conv(c_in, c_out, preenchimento=0):
    um = nn.Conv2d(c_in, c_out, 3, padding=preenchimento)
    dois = um if c_in == c_out else nn.Conv2d(c_out, c_out, 3, padding=preenchimento)
    return nn.Sequential(um, nn.ReLU(), dois, nn.ReLU())
