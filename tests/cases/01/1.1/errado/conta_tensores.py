# Contou quantos tensores há, e não quantos números.
# Mensagem: A soma conta tensores, e não os números que há neles. Quantos números tem um tensor de forma (5, 16)?
from torch import nn


def conta_parametros(modelo):
    def conta(tipo):
        return len({p for c in modelo.modules() if isinstance(c, tipo) for p in c.parameters(recurse=False)})

    return {"total": conta(nn.Module), "conv": conta(nn.Conv2d), "densa": conta(nn.Linear)}
