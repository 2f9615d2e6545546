# Falta o 2 no numerador de Dice.
# Mensagem: Duas máscaras iguais deram Dice 0,5. Que fator falta no numerador?
import torch


def dice(pred, alvo):
    p, m = pred.float(), alvo.float()
    comum, total = (p * m).sum((1, 2)), p.sum((1, 2)) + m.sum((1, 2))
    return torch.where(total == 0, torch.ones_like(total), comum / total)


def iou(pred, alvo):
    p, m = pred.float(), alvo.float()
    comum, total = (p * m).sum((1, 2)), p.sum((1, 2)) + m.sum((1, 2))
    return torch.where(total == 0, torch.ones_like(total), comum / (total - comum))
