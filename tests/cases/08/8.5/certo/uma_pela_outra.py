import torch


def dice(pred, alvo):
    v = iou(pred, alvo)
    return 2 * v / (1 + v)


def iou(pred, alvo):
    p, m = pred.to(torch.float32), alvo.to(torch.float32)
    uniao = torch.maximum(p, m).sum(dim=[1, 2])
    v = torch.minimum(p, m).sum(dim=[1, 2]) / uniao
    v[uniao == 0] = 1
    return v
