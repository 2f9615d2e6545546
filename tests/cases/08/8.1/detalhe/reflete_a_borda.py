# Preenche com a borda repetida, e não com zeros.
from torch import nn


def dupla_conv(c_in, c_out, preenchimento=0):
    return nn.Sequential(
        nn.Conv2d(c_in, c_out, 3, padding=preenchimento, padding_mode='replicate'),
        nn.ReLU(),
        nn.Conv2d(c_out, c_out, 3, padding=preenchimento, padding_mode='replicate'),
        nn.ReLU(),
    )
