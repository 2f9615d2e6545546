from collections import OrderedDict

from torch import nn


def dupla_conv(c_in, c_out, preenchimento=0):
    return nn.Sequential(
        OrderedDict(
            conv1=nn.Conv2d(c_in, c_out, 3, stride=1, padding=preenchimento, bias=True),
            ativa1=nn.ReLU(),
            conv2=nn.Conv2d(c_out, c_out, 3, stride=1, padding=preenchimento, bias=True),
            ativa2=nn.ReLU(),
        )
    )
