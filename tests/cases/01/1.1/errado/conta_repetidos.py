# Contou de novo os tensores que duas camadas partilham.
# Mensagem: Um tensor que duas camadas partilham foi contado duas vezes. Quantos números diferentes a rede pode aprender?
from torch import nn


def conta_parametros(modelo):
    def conta(tipo):
        return sum(p.numel() for c in modelo.modules() if isinstance(c, tipo) for p in c.parameters(recurse=False))

    return {"total": conta(nn.Module), "conv": conta(nn.Conv2d), "densa": conta(nn.Linear)}
