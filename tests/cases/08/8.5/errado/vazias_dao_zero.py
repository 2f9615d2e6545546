# Com as duas máscaras vazias, devolve 0.
# Mensagem: Com as duas máscaras vazias saiu 0. Se não havia o que achar e nada foi marcado, a resposta está certa ou errada?
import torch


def dice(pred, alvo):
    p, m = pred.float(), alvo.float()
    comum, total = (p * m).sum((1, 2)), p.sum((1, 2)) + m.sum((1, 2))
    return torch.where(total == 0, torch.zeros_like(total), 2 * comum / total)


def iou(pred, alvo):
    p, m = pred.float(), alvo.float()
    comum, total = (p * m).sum((1, 2)), p.sum((1, 2)) + m.sum((1, 2))
    return torch.where(total == 0, torch.zeros_like(total), comum / (total - comum))
