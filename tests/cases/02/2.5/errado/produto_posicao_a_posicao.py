# Usou * (posição a posição) onde a regra da cadeia pede o produto de matrizes @.
# Mensagem: As matrizes foram multiplicadas posição a posição. Que produto a regra da cadeia pede quando as derivadas são matrizes?
import torch


def jacobiano_residual(pesos):
    identidade = torch.eye(pesos[0].shape[0]).to(pesos[0])
    J = identidade + pesos[0]
    for W in pesos[1:]:
        J = (identidade + W) * J
    return J
