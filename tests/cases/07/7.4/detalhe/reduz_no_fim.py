# round arredonda metade para o par.
def canais_densenet(config, k=32, c0=64):
    canais, c = [], c0
    for n in config:
        canais += [c, c + n * k]
        c += n * k
        c = round(c / 2)
    return canais
