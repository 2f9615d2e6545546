# A convolução tem passo 2, e não há média.
# Mensagem: De cada janela saiu só o primeiro pixel: a convolução pulou os outros três. Quem reduz o lado, na transição?
import torch
from torch import nn
from torch.nn import functional as F


class Transicao(nn.Module):
    def __init__(self, c_in, c_out):
        super().__init__()
        self.passos = nn.Sequential(nn.BatchNorm2d(c_in), nn.ReLU(), nn.Conv2d(c_in, c_out, 1, stride=2, bias=False))

    def forward(self, x):
        return self.passos(x[:, :, : x.shape[2] // 2 * 2, : x.shape[3] // 2 * 2])
