# Os fatores ficaram na ordem contrária: o último bloco é o primeiro fator à esquerda.
# Mensagem: Os fatores estão na ordem contrária. Escreva y para dois blocos: qual das matrizes age sobre x primeiro, e de que lado do produto ela fica?
import torch


def jacobiano_residual(pesos):
    identidade = torch.eye(pesos[0].shape[0]).to(pesos[0])
    J = identidade
    for W in pesos:
        J = J @ (identidade + W)
    return J
