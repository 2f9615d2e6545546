# Faltou a ReLU: o bloco inteiro é linear.
# Mensagem: O ramo ficou sem ReLU: o bloco inteiro é uma transformação linear. O que a camada deveria receber?
import torch
from torch import nn


class BlocoPreAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, d)

    def forward(self, x):
        return x + self.linear(x)
