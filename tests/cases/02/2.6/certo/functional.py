import torch
import torch.nn as nn
import torch.nn.functional as F


class RedeResidual(nn.Module):
    def __init__(self, d_in, largura, d_out, n_blocos=2):
        nn.Module.__init__(self)
        camadas = [nn.Linear(d_in, largura), *(nn.Linear(largura, largura) for _ in range(n_blocos)), nn.Linear(largura, d_out)]
        self.entrada, self.saida = camadas[0], camadas[-1]
        self.blocos = nn.ModuleList(camadas[1:-1])

    def passo(self, h, bloco):
        ativado = torch.where(h > 0, h, torch.zeros_like(h))
        return torch.add(h, F.linear(ativado, bloco.weight, bloco.bias))

    def forward(self, x):
        h = self.entrada(x)
        for k in range(len(self.blocos)):
            h = self.passo(h, self.blocos[k])
        return self.saida(F.relu(h))
