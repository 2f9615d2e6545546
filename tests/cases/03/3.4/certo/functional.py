import torch.nn.functional as F
from torch import nn


class BlocoConv(nn.Module):
    def __init__(self, c_in, c_out, passo=1):
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_out, 3, stride=passo, padding=1)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, padding=1)
        self.atalho = atalho_projecao(c_in, c_out, passo)

    def forward(self, x):
        h = F.conv2d(F.relu(x), self.conv1.weight, self.conv1.bias, stride=self.conv1.stride, padding=1)
        h = F.conv2d(F.relu(h), self.conv2.weight, self.conv2.bias, padding=1)
        return h + self.atalho(x)
