# O primeiro bloco ficou de fora do produto.
# Mensagem: O primeiro bloco não entrou na conta. Com uma única matriz na lista, o resultado deveria depender dela?
import torch


def jacobiano_residual(pesos):
    h = torch.eye(pesos[0].shape[0]).to(pesos[0])
    for W in pesos[1:]:
        h = h + W @ h
    return h
