from torch import nn


def dupla_conv(c_in, c_out, preenchimento=0):
    def par(de):
        return nn.Sequential(nn.Conv2d(de, c_out, kernel_size=3, padding=preenchimento), nn.ReLU())

    return nn.Sequential(par(c_in), par(c_out))
