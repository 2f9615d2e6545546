import torch


def bn_treino(h, gama, beta, eps=1e-5):
    colunas = []
    for j in range(h.shape[1]):
        c = h[:, j]
        media = c.mean()
        variancia = ((c - media) ** 2).mean()
        colunas.append(gama[j] * (c - media) / (variancia + eps) ** 0.5 + beta[j])
    return torch.stack(colunas, dim=1)
