# Deu a variância onde se pede o desvio padrão.
# Mensagem: O desvio padrão dos pesos é 2/fan_in, que devia ser a variância. O que `normal_` recebe em `std`?
from torch import nn


def mlp_profunda(d_in, largura, n_camadas, d_out):
    camadas = []
    for entradas in [d_in] + [largura] * (n_camadas - 1):
        camadas += [nn.Linear(entradas, largura), nn.ReLU()]
    rede = nn.Sequential(*camadas, nn.Linear(largura, d_out))
    for linear in (m for m in rede.modules() if isinstance(m, nn.Linear)):
        nn.init.normal_(linear.weight, std=2 / linear.in_features)
        nn.init.zeros_(linear.bias)
    return rede
