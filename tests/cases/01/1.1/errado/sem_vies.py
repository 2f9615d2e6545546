# Contou só os pesos, sem os vieses.
# Mensagem: Os vieses ficaram de fora. Que parâmetros tem uma `nn.Linear(16, 5)`, além dos 80 pesos?
from torch import nn


def conta_parametros(modelo):
    def conta(tipo):
        unicos = {p for c in modelo.modules() if isinstance(c, tipo) for nome, p in c.named_parameters(recurse=False) if nome != "bias"}
        return sum(p.numel() for p in unicos)

    return {"total": conta(nn.Module), "conv": conta(nn.Conv2d), "densa": conta(nn.Linear)}
