# Cada bloco acrescenta k uma vez só.
# Mensagem: Cada bloco acrescentou só 5 canais. Quantos acrescentam duas camadas?
def canais_densenet(config, k=32, c0=64):
    canais, c = [], c0
    for n in config:
        canais += [c, c + k]
        c = canais[-1] // 2
    return canais
