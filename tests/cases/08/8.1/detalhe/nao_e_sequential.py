# Não devolve um nn.Sequential.
from torch import nn


class Par(nn.Module):
    def __init__(self, a, b, p):
        super().__init__()
        self.um = nn.Conv2d(a, b, 3, padding=p)
        self.dois = nn.Conv2d(b, b, 3, padding=p)

    def forward(self, x):
        return self.dois(self.um(x).relu()).relu()


def dupla_conv(c_in, c_out, preenchimento=0):
    return Par(c_in, c_out, preenchimento)
