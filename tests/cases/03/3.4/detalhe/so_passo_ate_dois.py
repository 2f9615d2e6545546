# O passo nunca passa de 2.
import torch
from torch import nn


class BlocoConv(nn.Module):
    def __init__(self, c_in, c_out, passo=1):
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_out, 3, stride=min(passo, 2), padding=1)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, padding=1)
        self.atalho = atalho_projecao(c_in, c_out, min(passo, 2))

    def forward(self, x):
        return self.atalho(x) + self.conv2(torch.relu(self.conv1(torch.relu(x))))
