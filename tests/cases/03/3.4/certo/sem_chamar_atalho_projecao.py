import torch
from torch import nn


class BlocoConv(nn.Module):
    def __init__(self, c_in, c_out, passo=1):
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_out, kernel_size=3, stride=passo, padding='same' if passo == 1 else 1)
        self.conv2 = nn.Conv2d(c_out, c_out, kernel_size=3, padding='same')
        self.atalho = nn.Identity() if c_in == c_out and passo == 1 else nn.Conv2d(c_in, c_out, 1, passo, bias=False)

    def forward(self, x):
        ramo = self.conv2(self.conv1(x.clamp(min=0)).clamp_(min=0))
        return torch.add(ramo, self.atalho(x))
