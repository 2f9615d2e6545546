import torch
from torch import nn


def tamanho_saida(h, k, passo=1, preenchimento=0, dilatacao=1):
    conv = nn.Conv2d(1, 1, (k, 1), stride=(passo, 1), padding=(preenchimento, 0), dilation=(dilatacao, 1), device="meta")
    return conv(torch.empty(1, 1, h, 1, device="meta")).shape[2]
