# A ReLU veio depois da linear: é a pós-ativação, de 3.1.
# Mensagem: A ReLU veio depois da transformação linear: este bloco não consegue subtrair. O que a fórmula aplica primeiro a x?
import torch
from torch import nn


class BlocoPreAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, d)

    def forward(self, x):
        return x + torch.relu(self.linear(x))
