import torch
from torch import nn


class BlocoConv(nn.Module):
    def __init__(self, c_in, c_out, passo=1):
        super().__init__()
        self.atalho = atalho_projecao(c_in, c_out, passo)
        self.conv2 = nn.Conv2d(c_out, c_out, (3, 3), padding=(1, 1))
        self.conv1 = nn.Conv2d(c_in, c_out, (3, 3), stride=(passo, passo), padding=(1, 1))
        self.relu = nn.ReLU()

    def forward(self, x):
        identidade = self.atalho(x)
        ramo = x
        for camada in (self.conv1, self.conv2):
            ramo = camada(self.relu(ramo))
        return identidade + ramo
