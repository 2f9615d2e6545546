# Uma ReLU antes e outra depois da linear.
# Mensagem: Há uma segunda ReLU, depois da linear, e o bloco voltou a só aumentar. Quantas ReLU tem a fórmula?
import torch
from torch import nn


class BlocoPreAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, d)

    def forward(self, x):
        return x + torch.relu(self.linear(torch.relu(x)))
