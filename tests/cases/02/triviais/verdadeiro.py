# Devolve True.
import torch
import torch.nn as nn


def residual(x, funcoes):
    return True


def numero_de_caminhos(n):
    return True


def caminhos_a_partir_de(i, n):
    return True


def caminhos_por(i, n):
    return True


def comprimentos(n):
    return True


def termos_do_gradiente(i, n):
    return True


def jacobiano_residual(pesos):
    return True


class RedeResidual(nn.Module):
    def __init__(self, *tamanhos, **opcoes):
        super().__init__()

    def forward(self, x):
        return True
