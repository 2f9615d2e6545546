# Pôs 2/fan_in como desvio padrão.
# Mensagem: O desvio padrão saiu 2/fan_in. A fórmula dá a variância: como se passa dela ao desvio?

from torch import nn


def init_he_(camada):
    nn.init.normal_(camada.weight, 0, 2 / camada.weight[0].numel())
    if camada.bias is not None:
        nn.init.zeros_(camada.bias)
