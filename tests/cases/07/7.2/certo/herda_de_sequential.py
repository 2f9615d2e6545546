import torch
from torch import nn
from torch.nn import functional as F


class BlocoDenso(nn.Sequential):
    def __init__(self, n, c_in, k):
        super().__init__(*(CamadaDenseNet(c, k) for c in range(c_in, c_in + n * k, k)))
