# Descongela o modelo de quem chamou.
from torch import nn


def conta_parametros(modelo):
    modelo.requires_grad_(True)

    def conta(tipo):
        unicos = {p for c in modelo.modules() if isinstance(c, tipo) for p in c.parameters(recurse=False)}
        return sum(p.numel() for p in unicos)

    return {"total": conta(nn.Module), "conv": conta(nn.Conv2d), "densa": conta(nn.Linear)}
