# O preenchimento vale só para a primeira convolução.
# Mensagem: Com preenchimento 1 o mapa ainda perdeu 2 pixels de lado. Quais convoluções receberam o argumento?
from torch import nn


def dupla_conv(c_in, c_out, preenchimento=0):
    return nn.Sequential(
        nn.Conv2d(c_in, c_out, 3, padding=preenchimento),
        nn.ReLU(),
        nn.Conv2d(c_out, c_out, 3),
        nn.ReLU(),
    )
