# A ReLU veio depois da soma e agiu também sobre o atalho.
# Mensagem: A ReLU veio depois da soma e apagou também os negativos do atalho. Na fórmula, o que está dentro da ReLU?
import torch
from torch import nn


class BlocoPosAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, d)

    def forward(self, x):
        return torch.relu(x + self.linear(x))
