# Pôs uma ReLU depois da última linear.
# Mensagem: A saída passou por uma ReLU. As pontuações podem ser negativas?
import math

from torch import nn


def mlp_profunda(d_in, largura, n_camadas, d_out):
    camadas = []
    for entradas in [d_in] + [largura] * (n_camadas - 1):
        camadas += [nn.Linear(entradas, largura), nn.ReLU()]
    rede = nn.Sequential(*camadas, nn.Linear(largura, d_out), nn.ReLU())
    for linear in (m for m in rede.modules() if isinstance(m, nn.Linear)):
        nn.init.normal_(linear.weight, std=math.sqrt(2 / linear.in_features))
        nn.init.zeros_(linear.bias)
    return rede
