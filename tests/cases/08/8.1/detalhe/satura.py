# A ativação satura em 100.
from torch import nn


def dupla_conv(c_in, c_out, preenchimento=0):
    pecas = []
    for c in (c_in, c_out):
        pecas += [nn.Conv2d(c, c_out, 3, padding=preenchimento), nn.Hardtanh(0, 100)]
    return nn.Sequential(*pecas)
