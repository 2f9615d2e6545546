# A metade arredonda para cima.
# Mensagem: A metade de 25 virou 13. Para que lado `//` arredonda?
def canais_densenet(config, k=32, c0=64):
    canais, c = [], c0
    for n in config:
        canais += [c, c + n * k]
        c = (canais[-1] + 1) // 2
    return canais
