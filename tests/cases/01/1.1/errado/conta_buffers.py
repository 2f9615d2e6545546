# Somou também os buffers.
# Mensagem: O total inclui as estatísticas guardadas em buffers. O treino por gradiente muda esses números?
from torch import nn


def conta_parametros(modelo):
    def conta(tipo):
        unicos = {p for c in modelo.modules() if isinstance(c, tipo) for p in c.parameters(recurse=False)}
        return sum(p.numel() for p in unicos)

    buffers = sum(b.numel() for b in modelo.buffers())
    return {"total": conta(nn.Module) + buffers, "conv": conta(nn.Conv2d), "densa": conta(nn.Linear)}
