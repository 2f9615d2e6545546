import torch.nn as nn


class RedeResidual(nn.Module):
    def __init__(self, d_in, largura, d_out, n_blocos=2):
        super().__init__()
        self.entrada = nn.Linear(d_in, largura)
        self.blocos = nn.ModuleList()
        for _ in range(n_blocos):
            self.blocos.append(nn.Linear(largura, largura))
        self.saida = nn.Linear(largura, d_out)
        self.relu = nn.ReLU()

    def forward(self, x):
        h = self.entrada(x)
        for bloco in self.blocos:
            identidade = h
            h = bloco(self.relu(h)) + identidade
        return self.saida(self.relu(h))
