# O denominador de IoU é a soma dos totais, e não a união.
# Mensagem: Duas máscaras iguais deram IoU 0,5: a parte comum foi contada duas vezes na união. O que se tira da soma dos totais?
import torch


def dice(pred, alvo):
    p, m = pred.float(), alvo.float()
    comum, total = (p * m).sum((1, 2)), p.sum((1, 2)) + m.sum((1, 2))
    return torch.where(total == 0, torch.ones_like(total), 2 * comum / total)


def iou(pred, alvo):
    p, m = pred.float(), alvo.float()
    comum, total = (p * m).sum((1, 2)), p.sum((1, 2)) + m.sum((1, 2))
    return torch.where(total == 0, torch.ones_like(total), comum / total)
