# Olhou só as camadas do primeiro nível, com children().
# Mensagem: Camadas dentro de outras, ou o modelo que é uma camada só, ficaram fora de conv e densa. `children()` desce até onde?
from torch import nn


def conta_parametros(modelo):
    def conta(tipo):
        unicos = {p for c in modelo.children() if isinstance(c, tipo) for p in c.parameters()}
        return sum(p.numel() for p in unicos)

    return {"total": sum(p.numel() for p in modelo.parameters()), "conv": conta(nn.Conv2d), "densa": conta(nn.Linear)}
