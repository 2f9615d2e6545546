# Contou só os parâmetros treináveis: os congelados também contam.
# Mensagem: Os parâmetros congelados ficaram de fora. O que `requires_grad` diz: se o número existe, ou se o treino o muda?
from torch import nn


def conta_parametros(modelo):
    def conta(tipo):
        unicos = {p for c in modelo.modules() if isinstance(c, tipo) for p in c.parameters(recurse=False) if p.requires_grad}
        return sum(p.numel() for p in unicos)

    return {"total": conta(nn.Module), "conv": conta(nn.Conv2d), "densa": conta(nn.Linear)}
