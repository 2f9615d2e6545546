# Devolve zeros.
import torch
import torch.nn as nn


def residual(x, funcoes):
    return torch.zeros_like(x)


def numero_de_caminhos(n):
    return 0


def caminhos_a_partir_de(i, n):
    return 0


def caminhos_por(i, n):
    return 0


def comprimentos(n):
    return {k: 0 for k in range(n + 1)}


def termos_do_gradiente(i, n):
    return set()


def jacobiano_residual(pesos):
    return torch.zeros_like(pesos[0])


class RedeResidual(nn.Module):
    def __init__(self, *tamanhos, **opcoes):
        super().__init__()

    def forward(self, x):
        return torch.zeros_like(x)
