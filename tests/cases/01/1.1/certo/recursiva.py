from collections import Counter

from torch import nn


def conta_parametros(modelo):
    vistos, contas = set(), Counter(total=0, conv=0, densa=0)

    def visita(modulo):
        for nome in ("weight", "bias"):
            parametro = getattr(modulo, nome, None)
            for chave, tipo in (("conv", nn.Conv2d), ("densa", nn.Linear)):
                if isinstance(modulo, tipo) and parametro is not None and (chave, id(parametro)) not in vistos:
                    vistos.add((chave, id(parametro)))
                    contas[chave] += parametro.numel()
        for filho in modulo.children():
            visita(filho)

    visita(modelo)
    contas["total"] = sum(p.numel() for _, p in modelo.named_parameters())
    return contas
