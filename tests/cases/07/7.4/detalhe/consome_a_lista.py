# Esvazia config.
def canais_densenet(config, k=32, c0=64):
    canais, c = [], c0
    while config:
        canais += [c, c + config.pop(0) * k]
        c = canais[-1] // 2
    return canais
