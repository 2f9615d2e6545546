# Os pesos não são treináveis.
from torch import nn


def dupla_conv(c_in, c_out, preenchimento=0):
    rede = nn.Sequential(nn.Conv2d(c_in, c_out, 3, padding=preenchimento), nn.ReLU(), nn.Conv2d(c_out, c_out, 3, padding=preenchimento), nn.ReLU())
    return rede.requires_grad_(False)
