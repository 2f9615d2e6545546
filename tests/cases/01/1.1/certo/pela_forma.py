import math

from torch import nn


def conta_parametros(modelo):
    def unicos(camadas):
        return {id(p): math.prod(p.shape) for c in camadas for p in c.parameters(recurse=False)}

    todas = list(modelo.modules())
    return {
        "densa": sum(unicos(c for c in todas if isinstance(c, nn.Linear)).values()),
        "conv": sum(unicos(c for c in todas if isinstance(c, nn.Conv2d)).values()),
        "total": sum(p.nelement() for p in modelo.parameters()),
    }
