# Usou o número de saídas da camada no lugar do de entradas.
# Mensagem: A variância usa o número de saídas da camada. O fan_in conta as entradas ou as saídas?
import math

from torch import nn


def mlp_profunda(d_in, largura, n_camadas, d_out):
    camadas = []
    for entradas in [d_in] + [largura] * (n_camadas - 1):
        camadas += [nn.Linear(entradas, largura), nn.ReLU()]
    rede = nn.Sequential(*camadas, nn.Linear(largura, d_out))
    for linear in (m for m in rede.modules() if isinstance(m, nn.Linear)):
        nn.init.normal_(linear.weight, std=math.sqrt(2 / linear.out_features))
        nn.init.zeros_(linear.bias)
    return rede
