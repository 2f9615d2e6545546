# Sobrou uma ReLU: o que entra no primeiro atalho é entrada(x), sem ativação.
# Mensagem: A saída de `entrada` passou por uma ReLU antes do primeiro bloco. Na fórmula, que valor entra no primeiro atalho?
import torch
import torch.nn as nn


class RedeResidual(nn.Module):
    def __init__(self, d_in, largura, d_out, n_blocos=2):
        super().__init__()
        self.entrada = nn.Linear(d_in, largura)
        self.blocos = nn.ModuleList([nn.Linear(largura, largura) for _ in range(n_blocos)])
        self.saida = nn.Linear(largura, d_out)

    def forward(self, x):
        h = torch.relu(self.entrada(x))
        for bloco in self.blocos:
            h = h + bloco(torch.relu(h))
        return self.saida(torch.relu(h))
