# Usou a variância 1/fan_in, sem o 2 que compensa a ReLU.
# Mensagem: A variância dos pesos é 1/fan_in, metade da pedida. O que a ReLU faz com metade dos valores?
import math

from torch import nn


def mlp_profunda(d_in, largura, n_camadas, d_out):
    camadas = []
    for entradas in [d_in] + [largura] * (n_camadas - 1):
        camadas += [nn.Linear(entradas, largura), nn.ReLU()]
    rede = nn.Sequential(*camadas, nn.Linear(largura, d_out))
    for linear in (m for m in rede.modules() if isinstance(m, nn.Linear)):
        nn.init.normal_(linear.weight, std=math.sqrt(1 / linear.in_features))
        nn.init.zeros_(linear.bias)
    return rede
