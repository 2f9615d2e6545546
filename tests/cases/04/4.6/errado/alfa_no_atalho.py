# alfa multiplica o atalho, e não o ramo.
# Mensagem: alfa multiplicou o atalho. Com alfa = 0, o que deveria sair: x ou f(x)?
import torch
from torch import nn


class BlocoEscalado(nn.Module):
    def __init__(self, f):
        super().__init__()
        self.f = f
        self.alfa = nn.Parameter(torch.zeros(()))

    def forward(self, x):
        return self.alfa * x + self.f(x)
