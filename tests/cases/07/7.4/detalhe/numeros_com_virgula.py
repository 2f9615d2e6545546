# Devolve float.
def canais_densenet(config, k=32, c0=64):
    canais, c = [], c0
    for n in config:
        canais += [float(c), float(c + n * k)]
        c = int(canais[-1]) // 2
    return canais
