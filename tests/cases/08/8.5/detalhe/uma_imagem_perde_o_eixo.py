# Com uma imagem só, devolve um número sem eixo.
import torch


def dice(pred, alvo):
    p, m = pred.float(), alvo.float()
    comum, total = (p * m).sum((1, 2)), p.sum((1, 2)) + m.sum((1, 2))
    return (torch.where(total == 0, torch.ones_like(total), 2 * comum / total)).squeeze()


def iou(pred, alvo):
    p, m = pred.float(), alvo.float()
    comum, total = (p * m).sum((1, 2)), p.sum((1, 2)) + m.sum((1, 2))
    return (torch.where(total == 0, torch.ones_like(total), comum / (total - comum))).squeeze()
