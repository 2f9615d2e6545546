import torch
from torch import nn


class BlocoEscalado(nn.Module):
    def __init__(self, f):
        super().__init__()
        self.add_module("f", f)
        self.register_parameter("alfa", nn.Parameter(torch.tensor(0.0)))

    def forward(self, x):
        identidade = x
        ramo = self.f(x)
        return torch.mul(ramo, self.alfa) + identidade
