# Não aceita uma tupla.
def canais_densenet(config, k=32, c0=64):
    resto = config + []
    canais, c = [], c0
    for n in resto:
        canais += [c, c + n * k]
        c = canais[-1] // 2
    return canais
