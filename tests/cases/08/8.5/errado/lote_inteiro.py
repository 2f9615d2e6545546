# Soma o lote inteiro: todas as imagens têm o mesmo valor.
# Mensagem: Todas as imagens receberam o mesmo valor. Em que eixos a sua soma anda?
import torch


def dice(pred, alvo):
    p, m = pred.float(), alvo.float()
    comum, total = (p * m).sum(), p.sum() + m.sum()
    valor = 2 * comum / total if total else torch.ones_like(total)
    return valor.expand(len(pred))


def iou(pred, alvo):
    p, m = pred.float(), alvo.float()
    comum, total = (p * m).sum(), p.sum() + m.sum()
    valor = comum / (total - comum) if total else torch.ones_like(total)
    return valor.expand(len(pred))
