# Resposta vazia dá 1, ainda que haja o que achar.
import torch


def dice(pred, alvo):
    p, m = pred.float(), alvo.float()
    comum, total = (p * m).sum((1, 2)), p.sum((1, 2)) + m.sum((1, 2))
    return torch.where(p.sum((1, 2)) == 0, torch.ones_like(total), 2 * comum / total)


def iou(pred, alvo):
    p, m = pred.float(), alvo.float()
    comum, total = (p * m).sum((1, 2)), p.sum((1, 2)) + m.sum((1, 2))
    return torch.where(p.sum((1, 2)) == 0, torch.ones_like(total), comum / (total - comum))
