import torch
from torch import nn
from torch.nn import functional as F


def tamanho_unet(n, niveis=4):
    conv = nn.Conv2d(1, 1, 3, device="meta")
    mapa = torch.empty(1, 1, n, 1 + 4 * 3 ** (niveis + 2), device="meta")

    def par(mapa):
        return None if mapa.shape[2] < 5 else conv(conv(mapa))

    lado = n
    for _ in range(niveis):
        mapa = torch.empty(1, 1, lado, 9, device="meta")
        mapa = par(mapa)
        if mapa is None or mapa.shape[2] % 2:
            return None
        lado = F.max_pool2d(mapa, 2).shape[2]
    mapa = par(torch.empty(1, 1, lado, 9, device="meta"))
    for _ in range(niveis):
        if mapa is None:
            return None
        mapa = par(torch.empty(1, 1, 2 * mapa.shape[2], 9, device="meta"))
    return None if mapa is None else int(mapa.shape[2])
