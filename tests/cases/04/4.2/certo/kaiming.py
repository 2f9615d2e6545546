from torch import nn


def init_he_(camada):
    nn.init.kaiming_normal_(camada.weight, nonlinearity="relu")
    if camada.bias is not None:
        nn.init.zeros_(camada.bias)
