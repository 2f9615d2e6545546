# O preenchimento é sempre 1.
# Mensagem: O lado do mapa nunca muda, nem sem preenchimento. Que valor de `padding` as suas convoluções recebem?
from torch import nn


def dupla_conv(c_in, c_out, preenchimento=0):
    return nn.Sequential(
        nn.Conv2d(c_in, c_out, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(c_out, c_out, 3, padding=1),
        nn.ReLU(),
    )
