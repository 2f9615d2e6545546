# Uma ReLU a mais, antes, que escreve na entrada.
from torch import nn


def dupla_conv(c_in, c_out, preenchimento=0):
    return nn.Sequential(
        nn.ReLU(inplace=True),
        nn.Conv2d(c_in, c_out, 3, padding=preenchimento),
        nn.ReLU(),
        nn.Conv2d(c_out, c_out, 3, padding=preenchimento),
        nn.ReLU(),
    )
