# Engole o erro da rede.
import math


def segundo_momento(rede, x):
    momentos = []
    ganchos = [b.register_forward_hook(lambda m, e, s: momentos.append(s.pow(2).mean().item())) for b in rede.blocos]
    try:
        rede(x)
    except ZeroDivisionError:
        momentos.append(math.nan)
    for g in ganchos:
        g.remove()
    return momentos
