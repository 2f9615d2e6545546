# Escreve em config.
def canais_densenet(config, k=32, c0=64):
    canais, c = [], c0
    for i, n in enumerate(config):
        canais += [c, c + n * k]
        c = canais[-1] // 2
        if isinstance(config, list):
            config[i] = c
    return canais
