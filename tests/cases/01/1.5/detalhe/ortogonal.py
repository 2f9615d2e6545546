# Linhas ortogonais: variância certa, pesos dependentes.
from torch import nn


def mlp_profunda(d_in, largura, n_camadas, d_out):
    camadas = []
    for entradas in [d_in] + [largura] * (n_camadas - 1):
        camadas += [nn.Linear(entradas, largura), nn.ReLU()]
    rede = nn.Sequential(*camadas, nn.Linear(largura, d_out))
    for linear in (m for m in rede.modules() if isinstance(m, nn.Linear)):
        nn.init.orthogonal_(linear.weight, gain=(2 * max(linear.weight.shape) / linear.in_features) ** 0.5)
        nn.init.zeros_(linear.bias)
    return rede
