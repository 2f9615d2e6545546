# As convoluções não têm viés.
# Mensagem: As convoluções estão sem viés. O que o enunciado diz dele?
from torch import nn


def dupla_conv(c_in, c_out, preenchimento=0):
    return nn.Sequential(
        nn.Conv2d(c_in, c_out, 3, padding=preenchimento, bias=False),
        nn.ReLU(),
        nn.Conv2d(c_out, c_out, 3, padding=preenchimento, bias=False),
        nn.ReLU(),
    )
