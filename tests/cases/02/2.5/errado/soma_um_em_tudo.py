# Somou 1 a todas as posições; a identidade tem 1 só na diagonal.
# Mensagem: Cada matriz recebeu 1 em todas as posições. A derivada de x em relação a x tem que valores fora da diagonal?
import torch


def jacobiano_residual(pesos):
    J = torch.eye(pesos[0].shape[0]).to(pesos[0])
    for W in pesos:
        J = (1 + W) @ J
    return J
