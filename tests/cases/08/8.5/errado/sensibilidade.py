# Divide só pelos pixels da máscara: marcar tudo daria 1.
# Mensagem: A conta divide só pelos pixels da máscara: quem marcasse a imagem inteira tiraria 1. O que mais entra no denominador?
import torch


def dice(pred, alvo):
    p, m = pred.float(), alvo.float()
    total = m.sum((1, 2))
    return torch.where(total == 0, torch.ones_like(total), (p * m).sum((1, 2)) / total)


def iou(pred, alvo):
    p, m = pred.float(), alvo.float()
    total = m.sum((1, 2))
    return torch.where(total == 0, torch.ones_like(total), (p * m).sum((1, 2)) / total)
