# A última camada nasce em modo de avaliação.
from torch import nn


class BlocoDenso(nn.Sequential):
    def __init__(self, n, c_in, k):
        super().__init__(*[CamadaDenseNet(c_in + i * k, k) for i in range(n)])
        self[-1].eval()
