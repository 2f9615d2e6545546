from torch import nn


def atalho_projecao(c_in, c_out, passo):
    muda = passo != 1 or c_in != c_out
    if muda:
        return nn.Conv2d(in_channels=c_in, out_channels=c_out, kernel_size=(1, 1), stride=(passo, passo), padding=0, bias=False)
    else:
        return nn.Identity()
