# O resultado perde o grafo.
import torch


def jacobiano_residual(pesos):
    jacobiano = torch.eye(len(pesos[0]), dtype=pesos[0].dtype)
    for W in pesos:
        jacobiano = jacobiano + W @ jacobiano
    return jacobiano.detach()
