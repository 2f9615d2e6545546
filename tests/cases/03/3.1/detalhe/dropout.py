# Em treino, apaga valores ao acaso.
import torch
from torch import nn


class BlocoPosAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, d)
        self.sorteio = nn.Dropout(0.1)

    def forward(self, x):
        return x + torch.relu(self.sorteio(self.linear(x)))
