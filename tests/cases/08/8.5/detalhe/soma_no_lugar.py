# Escreve na resposta recebida.
import torch


def dice(pred, alvo):
    pred = pred.float()
    comum, total = (pred * alvo.float()).sum((1, 2)), pred.add_(alvo.float()).sum((1, 2))
    return torch.where(total == 0, torch.ones_like(total), 2 * comum / total)


def iou(pred, alvo):
    p, m = pred.float(), alvo.float()
    comum, total = (p * m).sum((1, 2)), p.sum((1, 2)) + m.sum((1, 2))
    return torch.where(total == 0, torch.ones_like(total), comum / (total - comum))
