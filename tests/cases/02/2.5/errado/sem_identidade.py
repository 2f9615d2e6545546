# Faltou a identidade de cada atalho: isto é o jacobiano da rede sequencial.
import torch


def jacobiano_residual(pesos):
    J = torch.eye(pesos[0].shape[0]).to(pesos[0])
    for W in pesos:
        J = W @ J
    return J
