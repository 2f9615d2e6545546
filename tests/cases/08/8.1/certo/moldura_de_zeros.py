from torch import nn


def dupla_conv(c_in, c_out, preenchimento=0):
    rede = nn.Sequential()
    for de in (c_in, c_out):
        rede.append(nn.ZeroPad2d(preenchimento))
        rede.append(nn.Conv2d(de, c_out, 3))
        rede.append(nn.Threshold(0.0, 0.0))
    return rede
