# A primeira convolução não muda os canais; só a segunda.
# Mensagem: É a segunda convolução que leva a c_out canais. Em qual das duas o enunciado faz a troca?
from torch import nn


def dupla_conv(c_in, c_out, preenchimento=0):
    return nn.Sequential(
        nn.Conv2d(c_in, c_in, 3, padding=preenchimento),
        nn.ReLU(),
        nn.Conv2d(c_in, c_out, 3, padding=preenchimento),
        nn.ReLU(),
    )
