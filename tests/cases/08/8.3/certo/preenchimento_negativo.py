import torch
from torch.nn import functional as F


def recorta_e_concatena(atalho, x):
    dh, dw = atalho.size(2) - x.size(2), atalho.size(3) - x.size(3)
    centro = F.pad(atalho, (-(dw // 2), -(dw - dw // 2), -(dh // 2), -(dh - dh // 2)))
    return torch.cat([centro, x], dim=-3)
