# Falha com máscaras bool.
import torch


def dice(pred, alvo):
    p, m = (pred - 0).float(), (alvo - 0).float()
    comum, total = (p * m).sum((1, 2)), p.sum((1, 2)) + m.sum((1, 2))
    return torch.where(total == 0, torch.ones_like(total), 2 * comum / total)


def iou(pred, alvo):
    p, m = (pred - 0).float(), (alvo - 0).float()
    comum, total = (p * m).sum((1, 2)), p.sum((1, 2)) + m.sum((1, 2))
    return torch.where(total == 0, torch.ones_like(total), comum / (total - comum))
