# alfa multiplicou a soma inteira.
# Mensagem: alfa multiplicou a soma inteira, atalho incluído. Até onde vai o produto em x + alfa·f(x)?
import torch
from torch import nn


class BlocoEscalado(nn.Module):
    def __init__(self, f):
        super().__init__()
        self.f = f
        self.alfa = nn.Parameter(torch.zeros(()))

    def forward(self, x):
        return self.alfa * (x + self.f(x))
