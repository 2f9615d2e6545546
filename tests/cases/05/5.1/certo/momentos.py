import torch


def bn_treino(h, gama, beta, eps=1e-5):
    media = torch.mean(h, 0)
    variancia = torch.mean(h.pow(2), 0) - media.pow(2)
    return torch.addcmul(beta, gama, (h - media) / (variancia + eps).sqrt())
