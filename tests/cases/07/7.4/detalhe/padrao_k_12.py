# O k padrão é 12.
def canais_densenet(config, k=12, c0=64):
    canais, c = [], c0
    for n in config:
        canais += [c, c + n * k]
        c = canais[-1] // 2
    return canais
