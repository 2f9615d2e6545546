import torch


def jacobiano_residual(pesos):
    h = torch.eye(pesos[0].shape[0], dtype=pesos[0].dtype, device=pesos[0].device)
    for W in pesos:
        h = h + W @ h
    return h
