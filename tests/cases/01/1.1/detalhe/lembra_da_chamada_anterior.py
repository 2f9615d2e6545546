# O conjunto do que já foi contado sobrevive de uma chamada para a outra.
from torch import nn


def conta_parametros(modelo, vistos=set()):
    contas = {"total": 0, "conv": 0, "densa": 0}
    for camada in modelo.modules():
        for parametro in camada.parameters(recurse=False):
            chaves = ["total"] + ["conv"] * isinstance(camada, nn.Conv2d) + ["densa"] * isinstance(camada, nn.Linear)
            for chave in chaves:
                if (chave, parametro) not in vistos:
                    vistos.add((chave, parametro))
                    contas[chave] += parametro.numel()
    return contas
