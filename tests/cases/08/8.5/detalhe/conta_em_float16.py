# Conta em float16 quando a máscara é float16, e só no fim converte.
import torch


def dice(pred, alvo):
    comum, total = (pred * alvo).sum((1, 2)), pred.sum((1, 2)) + alvo.sum((1, 2))
    return torch.where(total == 0, torch.ones_like(total), 2 * comum / total).float()


def iou(pred, alvo):
    comum, total = (pred * alvo).sum((1, 2)), pred.sum((1, 2)) + alvo.sum((1, 2))
    return torch.where(total == 0, torch.ones_like(total), comum / (total - comum)).float()
