# A ReLU veio antes da linear: é a pré-ativação, de 3.2.
# Mensagem: A ReLU veio antes da transformação linear. Neste exercício, qual das duas é a última do ramo?
import torch
from torch import nn


class BlocoPosAtivacao(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, d)

    def forward(self, x):
        return x + self.linear(torch.relu(x))
