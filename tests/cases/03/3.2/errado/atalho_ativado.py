# O atalho levou ReLU(x) em vez de x.
# Mensagem: O atalho somou ReLU(x) em vez de x: os negativos se perderam. Que valor a fórmula soma ao ramo?
import torch
from torch import nn


class BlocoPreAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, d)

    def forward(self, x):
        h = torch.relu(x)
        return h + self.linear(h)
