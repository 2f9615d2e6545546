import torch


def dice(pred, alvo):
    p, m = pred.double(), alvo.double()
    comum = torch.einsum("nhw,nhw->n", p, m)
    total = p.sum((1, 2)) + m.sum((1, 2))
    return torch.nan_to_num(2 * comum / total, nan=1.0).float()


def iou(pred, alvo):
    d = dice(pred, alvo)
    return d / (2 - d)
