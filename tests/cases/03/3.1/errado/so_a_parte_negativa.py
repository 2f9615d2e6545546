# O ramo foi subtraído em vez de somado.
# Mensagem: O ramo foi subtraído da entrada: este bloco só diminui. Que sinal tem a fórmula?
import torch
from torch import nn


class BlocoPosAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, d)

    def forward(self, x):
        return x - torch.relu(self.linear(x))
