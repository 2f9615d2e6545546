# Somou 1 a todas as posições; a identidade tem 1 só na diagonal.
import torch


def jacobiano_residual(pesos):
    J = torch.eye(pesos[0].shape[0]).to(pesos[0])
    for W in pesos:
        J = (1 + W) @ J
    return J
