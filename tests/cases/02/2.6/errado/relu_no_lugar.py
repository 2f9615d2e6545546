# A ReLU foi feita no lugar (relu_) e apagou os negativos também do atalho.
# Mensagem: A ReLU também zerou os valores negativos que vão pelo atalho. Ela devolveu um tensor novo, ou escreveu em cima de h?
import torch
import torch.nn as nn


class RedeResidual(nn.Module):
    def __init__(self, d_in, largura, d_out, n_blocos=2):
        super().__init__()
        self.entrada = nn.Linear(d_in, largura)
        self.blocos = nn.ModuleList([nn.Linear(largura, largura) for _ in range(n_blocos)])
        self.saida = nn.Linear(largura, d_out)

    def forward(self, x):
        h = self.entrada(x)
        for bloco in self.blocos:
            h = h + bloco(torch.relu_(h))
        return self.saida(torch.relu(h))
