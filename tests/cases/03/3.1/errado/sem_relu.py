# Faltou a ReLU: o ramo é só a linear.
# Mensagem: O ramo ficou sem ReLU: ele soma também negativos. Que operação da fórmula faltou?
import torch
from torch import nn


class BlocoPosAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, d)

    def forward(self, x):
        return x + self.linear(x)
