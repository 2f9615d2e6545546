# Ficou com os pesos que o PyTorch sorteia.
# Mensagem: Os pesos têm a variância que o PyTorch dá, seis vezes menor que a de He. Onde a sua rede os troca?
from torch import nn


def mlp_profunda(d_in, largura, n_camadas, d_out):
    camadas = []
    for entradas in [d_in] + [largura] * (n_camadas - 1):
        camadas += [nn.Linear(entradas, largura), nn.ReLU()]
    rede = nn.Sequential(*camadas, nn.Linear(largura, d_out))
    for linear in (m for m in rede.modules() if isinstance(m, nn.Linear)):
        nn.init.zeros_(linear.bias)
    return rede
