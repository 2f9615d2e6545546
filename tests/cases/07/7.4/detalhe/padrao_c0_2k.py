# Sem dizer c0, entram 2k canais.
def canais_densenet(config, k=32, c0=None):
    c0 = c0 or 2 * k
    canais, c = [], c0
    for n in config:
        canais += [c, c + n * k]
        c = canais[-1] // 2
    return canais
