# Soma duas metades arredondadas.
def canais_densenet(config, k=32, c0=64):
    canais, c = [], c0
    for n in config:
        canais += [c, c + n * k]
        c = c0 // 2 + (canais[-1] - c0) // 2
    return canais
