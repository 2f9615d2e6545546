# Devolve o que recebeu.
import torch
from torch import nn
from torch.nn import functional as F


def dupla_conv(c_in, c_out, preenchimento=0):
    return nn.Sequential(nn.Identity())


def tamanho_unet(n, niveis=4):
    return n


def recorta_e_concatena(atalho, x):
    return x


class UNet(nn.Module):
    def __init__(self, c_in, c_out, base=64, preenchimento=0):
        super().__init__()

    def forward(self, x):
        return x


def dice(pred, alvo):
    return pred


def iou(pred, alvo):
    return alvo
