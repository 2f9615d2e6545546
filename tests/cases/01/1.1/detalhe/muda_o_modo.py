# Põe o modelo em avaliação e o deixa assim.
from torch import nn


def conta_parametros(modelo):
    modelo.eval()

    def conta(tipo):
        unicos = {p for c in modelo.modules() if isinstance(c, tipo) for p in c.parameters(recurse=False)}
        return sum(p.numel() for p in unicos)

    return {"total": conta(nn.Module), "conv": conta(nn.Conv2d), "densa": conta(nn.Linear)}
