from torch import nn


def dupla_conv(c_in, c_out, preenchimento=0):
    camadas = []
    for de in (c_in, c_out):
        camadas += [nn.Conv2d(de, c_out, (3, 3), 1, (preenchimento, preenchimento)), nn.ReLU(inplace=True)]
    return nn.Sequential(*camadas)
