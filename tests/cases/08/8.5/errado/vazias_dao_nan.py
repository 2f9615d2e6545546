# Com as duas máscaras vazias, devolve 0/0.
# Mensagem: Com as duas máscaras vazias a conta é 0/0, que dá nan. Que valor o enunciado pede aí?
import torch


def dice(pred, alvo):
    p, m = pred.float(), alvo.float()
    return 2 * (p * m).sum((1, 2)) / (p.sum((1, 2)) + m.sum((1, 2)))


def iou(pred, alvo):
    p, m = pred.float(), alvo.float()
    comum = (p * m).sum((1, 2))
    return comum / (p.sum((1, 2)) + m.sum((1, 2)) - comum)
