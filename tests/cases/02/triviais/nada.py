# Devolve None.
import torch
import torch.nn as nn


def residual(x, funcoes):
    return None


def numero_de_caminhos(n):
    return None


def caminhos_a_partir_de(i, n):
    return None


def caminhos_por(i, n):
    return None


def comprimentos(n):
    return None


def termos_do_gradiente(i, n):
    return None


def jacobiano_residual(pesos):
    return None


class RedeResidual(nn.Module):
    def __init__(self, *tamanhos, **opcoes):
        super().__init__()

    def forward(self, x):
        return None
