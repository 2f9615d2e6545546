# Faz a conta no tipo da entrada: float64 e float16 não dão float32.
import torch


def dice(pred, alvo):
    comum, total = (pred * alvo).sum((1, 2)), pred.sum((1, 2)) + alvo.sum((1, 2))
    return torch.where(total == 0, torch.ones_like(total), 2 * comum / total)


def iou(pred, alvo):
    comum, total = (pred * alvo).sum((1, 2)), pred.sum((1, 2)) + alvo.sum((1, 2))
    return torch.where(total == 0, torch.ones_like(total), comum / (total - comum))
