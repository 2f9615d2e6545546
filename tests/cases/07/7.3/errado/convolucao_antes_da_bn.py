# Convolução, BN, ReLU: a ordem da pós-ativação.
# Mensagem: A BN conta os canais que saem da convolução. O que vem primeiro na transição?
import torch
from torch import nn
from torch.nn import functional as F


class Transicao(nn.Module):
    def __init__(self, c_in, c_out):
        super().__init__()
        self.passos = nn.Sequential(nn.Conv2d(c_in, c_out, 1, bias=False), nn.BatchNorm2d(c_out), nn.ReLU(), nn.AvgPool2d(2))

    def forward(self, x):
        return self.passos(x)
