from torch import nn


class DuplaConv(nn.Sequential):
    def __init__(self, c_in, c_out, p):
        super().__init__()
        self.primeira = nn.Conv2d(c_in, c_out, 3, padding=p)
        self.segunda = nn.Conv2d(c_out, c_out, 3, padding=p)

    def forward(self, x):
        return self.segunda(self.primeira(x).relu()).relu()


def dupla_conv(c_in, c_out, preenchimento=0):
    return DuplaConv(c_in, c_out, preenchimento)
