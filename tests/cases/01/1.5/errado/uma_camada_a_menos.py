# Contou a linear de saída em n_camadas.
# Mensagem: A rede tem uma camada oculta a menos. A linear de saída conta em n_camadas?
import math

from torch import nn


def mlp_profunda(d_in, largura, n_camadas, d_out):
    camadas = []
    for entradas in [d_in] + [largura] * (n_camadas - 2):
        camadas += [nn.Linear(entradas, largura), nn.ReLU()]
    rede = nn.Sequential(*camadas, nn.Linear(largura, d_out))
    for linear in (m for m in rede.modules() if isinstance(m, nn.Linear)):
        nn.init.normal_(linear.weight, std=math.sqrt(2 / linear.in_features))
        nn.init.zeros_(linear.bias)
    return rede
