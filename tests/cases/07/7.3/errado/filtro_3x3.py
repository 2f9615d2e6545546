# A convolução é 3×3.
# Mensagem: A convolução tem 648 pesos, 9 por ligação entre canais. Que tamanho de filtro olha um pixel só?
import torch
from torch import nn
from torch.nn import functional as F


class Transicao(nn.Module):
    def __init__(self, c_in, c_out):
        super().__init__()
        self.passos = nn.Sequential(nn.BatchNorm2d(c_in), nn.ReLU(), nn.Conv2d(c_in, c_out, 3, padding=1, bias=False), nn.AvgPool2d(2))

    def forward(self, x):
        return self.passos(x)
