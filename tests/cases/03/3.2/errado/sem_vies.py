# A camada ficou sem viés.
# Mensagem: A camada não tem viés. Onde está o b da fórmula?
import torch
from torch import nn


class BlocoPreAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, d, bias=False)

    def forward(self, x):
        return x + self.linear(torch.relu(x))
