import torch


def _conta(p, m):
    comum = int(torch.count_nonzero(p.bool() & m.bool()))
    return comum, int(torch.count_nonzero(p)) + int(torch.count_nonzero(m))


def dice(pred, alvo):
    valores = []
    for p, m in zip(pred, alvo, strict=True):
        comum, soma = _conta(p, m)
        valores.append(2 * comum / soma if soma else 1.0)
    return torch.tensor(valores, dtype=torch.float32, device=pred.device)


def iou(pred, alvo):
    valores = []
    for p, m in zip(pred, alvo, strict=True):
        comum, soma = _conta(p, m)
        valores.append(comum / (soma - comum) if soma else 1.0)
    return torch.tensor(valores, dtype=torch.float32, device=pred.device)
