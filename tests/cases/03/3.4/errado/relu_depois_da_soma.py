# É o bloco de 2015, com uma ReLU depois da soma.
# Mensagem: Há uma ReLU depois da soma e nenhuma antes de conv1: é a ordem da ResNet de 2015. Onde a fórmula deste exercício põe as duas ReLU?
import torch
from torch import nn


class BlocoConv(nn.Module):
    def __init__(self, c_in, c_out, passo=1):
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_out, 3, stride=passo, padding=1)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, padding=1)
        self.atalho = atalho_projecao(c_in, c_out, passo)

    def forward(self, x):
        return torch.relu(self.atalho(x) + self.conv2(torch.relu(self.conv1(x))))
