import math


def previsao(k, modo):
    match modo:
        case "residual":
            return math.ldexp(1.0, k)
        case "batchnorm":
            return float(1 + k)
        case _:
            return 1.0
