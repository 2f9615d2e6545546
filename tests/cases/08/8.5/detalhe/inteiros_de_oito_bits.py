# Conta em inteiros de 8 bits, que dão a volta em 256.
import torch


def dice(pred, alvo):
    p, m = pred.to(torch.uint8), alvo.to(torch.uint8)
    comum = (p & m).sum((1, 2), dtype=torch.uint8)
    total = p.sum((1, 2), dtype=torch.uint8) + m.sum((1, 2), dtype=torch.uint8)
    return torch.where(total == 0, 1.0, 2.0 * comum / total)


def iou(pred, alvo):
    p, m = pred.float(), alvo.float()
    comum, total = (p * m).sum((1, 2)), p.sum((1, 2)) + m.sum((1, 2))
    return torch.where(total == 0, torch.ones_like(total), comum / (total - comum))
