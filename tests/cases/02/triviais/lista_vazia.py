# Devolve uma lista vazia.
import torch
import torch.nn as nn


def residual(x, funcoes):
    return []


def numero_de_caminhos(n):
    return []


def caminhos_a_partir_de(i, n):
    return []


def caminhos_por(i, n):
    return []


def comprimentos(n):
    return []


def termos_do_gradiente(i, n):
    return []


def jacobiano_residual(pesos):
    return []


class RedeResidual(nn.Module):
    def __init__(self, *tamanhos, **opcoes):
        super().__init__()

    def forward(self, x):
        return []
