from itertools import accumulate
from operator import mul


def campo_receptivo(camadas):
    passos = [1, *accumulate((passo for _, passo in camadas), mul)]
    return 1 + sum((k - 1) * antes for (k, _), antes in zip(camadas, passos, strict=False)), passos[-1]
