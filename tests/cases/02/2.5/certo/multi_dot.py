import torch


def jacobiano_residual(pesos):
    fatores = [torch.eye(len(W)).to(W) + W for W in reversed(pesos)]
    return torch.linalg.multi_dot(fatores) if len(fatores) > 1 else fatores[0]
