# Fez do total a soma de conv e densa.
# Mensagem: O total é só a soma de conv e densa. Que outras camadas, como a normalização, têm parâmetros?
from torch import nn


def conta_parametros(modelo):
    def conta(tipo):
        unicos = {p for c in modelo.modules() if isinstance(c, tipo) for p in c.parameters(recurse=False)}
        return sum(p.numel() for p in unicos)

    return {"total": conta(nn.Conv2d | nn.Linear), "conv": conta(nn.Conv2d), "densa": conta(nn.Linear)}
