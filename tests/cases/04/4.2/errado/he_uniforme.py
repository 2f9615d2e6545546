# Sorteou da uniforme de mesma variância.
# Mensagem: Os pesos têm a variância certa, mas vêm de uma distribuição uniforme. Qual o enunciado pede?
from torch import nn


def init_he_(camada):
    nn.init.kaiming_uniform_(camada.weight, nonlinearity="relu")
    if camada.bias is not None:
        nn.init.zeros_(camada.bias)
