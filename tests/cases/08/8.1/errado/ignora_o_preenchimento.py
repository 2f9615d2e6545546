# O argumento preenchimento não é usado.
# Mensagem: Qualquer que seja o preenchimento, o mapa perde 4 pixels de lado. Onde esse argumento aparece na sua função?
from torch import nn


def dupla_conv(c_in, c_out, preenchimento=0):
    return nn.Sequential(
        nn.Conv2d(c_in, c_out, 3),
        nn.ReLU(),
        nn.Conv2d(c_out, c_out, 3),
        nn.ReLU(),
    )
