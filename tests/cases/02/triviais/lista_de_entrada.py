# Devolve a lista que recebeu (ou uma lista com os argumentos).
import torch
import torch.nn as nn


def residual(x, funcoes):
    return funcoes


def numero_de_caminhos(n):
    return [n]


def caminhos_a_partir_de(i, n):
    return [i, n]


def caminhos_por(i, n):
    return [i, n]


def comprimentos(n):
    return [n]


def termos_do_gradiente(i, n):
    return [i, n]


def jacobiano_residual(pesos):
    return pesos


class RedeResidual(nn.Module):
    def __init__(self, *tamanhos, **opcoes):
        super().__init__()

    def forward(self, x):
        return [x]
