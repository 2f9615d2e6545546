# Soma 1 ao numerador e ao denominador.
# Mensagem: Somar 1 em cima e embaixo evita o 0/0, mas muda o valor de todas as outras imagens. Como tratar só o caso das duas vazias?
import torch


def dice(pred, alvo):
    p, m = pred.float(), alvo.float()
    return (2 * (p * m).sum((1, 2)) + 1) / (p.sum((1, 2)) + m.sum((1, 2)) + 1)


def iou(pred, alvo):
    p, m = pred.float(), alvo.float()
    comum = (p * m).sum((1, 2))
    return (comum + 1) / (p.sum((1, 2)) + m.sum((1, 2)) - comum + 1)
