# Mede a acurácia.
# Mensagem: Isto é a acurácia: conta também o fundo acertado. Que pixels entram em Dice e em IoU?
import torch


def dice(pred, alvo):
    return (pred.bool() == alvo.bool()).float().mean((1, 2))


def iou(pred, alvo):
    return (pred.bool() == alvo.bool()).float().mean((1, 2))
