from torch import nn


def conta_parametros(modelo):
    contas, vistos = {"total": 0, "conv": 0, "densa": 0}, {"total": set(), "conv": set(), "densa": set()}
    for camada in modelo.modules():
        chaves = ["total"] + ["conv"] * isinstance(camada, nn.Conv2d) + ["densa"] * isinstance(camada, nn.Linear)
        for parametro in camada._parameters.values():
            for chave in chaves:
                if parametro is not None and id(parametro) not in vistos[chave]:
                    vistos[chave].add(id(parametro))
                    contas[chave] += parametro.numel()
    return contas
