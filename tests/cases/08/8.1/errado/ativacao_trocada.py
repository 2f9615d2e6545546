# Usa LeakyReLU no lugar de ReLU.
# Mensagem: Valores negativos passam encolhidos, e não zerados. Qual ativação o enunciado pede?
from torch import nn


def dupla_conv(c_in, c_out, preenchimento=0):
    return nn.Sequential(
        nn.Conv2d(c_in, c_out, 3, padding=preenchimento),
        nn.LeakyReLU(),
        nn.Conv2d(c_out, c_out, 3, padding=preenchimento),
        nn.LeakyReLU(),
    )
