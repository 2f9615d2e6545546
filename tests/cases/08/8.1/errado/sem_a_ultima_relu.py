# Falta a ReLU depois da segunda convolução.
# Mensagem: A saída tem valores negativos: depois da segunda convolução não há ReLU. Quantas ReLU o enunciado pede, e onde?
from torch import nn


def dupla_conv(c_in, c_out, preenchimento=0):
    return nn.Sequential(
        nn.Conv2d(c_in, c_out, 3, padding=preenchimento),
        nn.ReLU(),
        nn.Conv2d(c_out, c_out, 3, padding=preenchimento),
    )
