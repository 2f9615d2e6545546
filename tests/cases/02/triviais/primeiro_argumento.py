# Devolve o primeiro argumento.
import torch
import torch.nn as nn


def residual(x, funcoes):
    return x


def numero_de_caminhos(n):
    return n


def caminhos_a_partir_de(i, n):
    return i


def caminhos_por(i, n):
    return i


def comprimentos(n):
    return n


def termos_do_gradiente(i, n):
    return i


def jacobiano_residual(pesos):
    return pesos[0]


class RedeResidual(nn.Module):
    def __init__(self, d_in, largura, d_out, n_blocos=2):
        super().__init__()
        self.entrada = nn.Linear(d_in, largura)
        self.blocos = nn.ModuleList(nn.Linear(largura, largura) for _ in range(n_blocos))
        self.saida = nn.Linear(largura, d_out)

    def forward(self, x):
        return x
