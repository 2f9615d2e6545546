# Os blocos estão numa lista comum de Python: o PyTorch não vê os parâmetros deles; use nn.ModuleList.
# Mensagem: Os parâmetros dos blocos não aparecem em `parameters()`: a rede não os treinaria. Que tipo de lista o PyTorch percorre à procura de camadas?
import torch
import torch.nn as nn


class RedeResidual(nn.Module):
    def __init__(self, d_in, largura, d_out, n_blocos=2):
        super().__init__()
        self.entrada = nn.Linear(d_in, largura)
        self.blocos = [nn.Linear(largura, largura) for _ in range(n_blocos)]
        self.saida = nn.Linear(largura, d_out)

    def forward(self, x):
        h = self.entrada(x)
        for bloco in self.blocos:
            h = h + bloco(torch.relu(h))
        return self.saida(torch.relu(h))
