# Faltou a identidade de cada atalho: isto é o jacobiano da rede sequencial.
# Mensagem: O resultado é o produto das matrizes: o jacobiano da rede sequencial. Na derivada de h + W h, que parcela vem do atalho?
import torch


def jacobiano_residual(pesos):
    J = torch.eye(pesos[0].shape[0]).to(pesos[0])
    for W in pesos:
        J = W @ J
    return J
