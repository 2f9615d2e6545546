# Tenta: devolver chaves que são iguais sendo outras (True, 1, 1.0, -0.0, NaN) e conjuntos aninhados, para enganar a conta de faltas.
# Visto: valor e tipo contam juntos; nada disso é igual ao esperado.
# Veredito: errado
import itertools

import numpy
import torch

NAN = float("nan")
VEZ = itertools.cycle(
    [{1: 1, 1.5: 2, NAN: 3}, {True, 2.0, -0.0}, {frozenset({1}), frozenset({1.0, 2})}, {torch.tensor(1): 1}, {(1, NAN): 0}, numpy.ones(3)]
)


def residual(x, funcoes):
    return next(VEZ)
