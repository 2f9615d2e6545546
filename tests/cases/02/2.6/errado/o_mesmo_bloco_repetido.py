# O mesmo bloco foi repetido: são n_blocos camadas com pesos próprios.
# Mensagem: Todos os blocos são a mesma camada, com os mesmos pesos. Quantas vezes a sua linha cria um `nn.Linear`?
import torch
import torch.nn as nn


class RedeResidual(nn.Module):
    def __init__(self, d_in, largura, d_out, n_blocos=2):
        super().__init__()
        self.entrada = nn.Linear(d_in, largura)
        self.blocos = nn.ModuleList([nn.Linear(largura, largura)] * n_blocos)
        self.saida = nn.Linear(largura, d_out)

    def forward(self, x):
        h = self.entrada(x)
        for bloco in self.blocos:
            h = h + bloco(torch.relu(h))
        return self.saida(torch.relu(h))
