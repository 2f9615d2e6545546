import torch


def dice(pred, alvo):
    p, m = pred.bool(), alvo.bool()
    comum = (p & m).flatten(1).sum(1)
    total = p.flatten(1).sum(1) + m.flatten(1).sum(1)
    return torch.where(total == 0, torch.ones_like(total, dtype=torch.float32), 2 * comum / total)


def iou(pred, alvo):
    p, m = pred.bool(), alvo.bool()
    comum = (p & m).sum((-2, -1))
    uniao = (p | m).sum((-2, -1))
    return torch.where(uniao == 0, 1.0, comum / uniao).float()
