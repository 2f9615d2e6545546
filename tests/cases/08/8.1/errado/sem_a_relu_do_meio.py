# Falta a ReLU entre as duas convoluções.
# Mensagem: As duas convoluções estão coladas, e duas transformações lineares seguidas fazem o que uma só faria. O que falta entre elas?
from torch import nn


def dupla_conv(c_in, c_out, preenchimento=0):
    return nn.Sequential(
        nn.Conv2d(c_in, c_out, 3, padding=preenchimento),
        nn.Conv2d(c_out, c_out, 3, padding=preenchimento),
        nn.ReLU(),
    )
