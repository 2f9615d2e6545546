# Devolve só o que sai de cada bloco.
# Mensagem: A lista traz só o que sai de cada bloco. Que dois números o enunciado pede para cada um?
def canais_densenet(config, k=32, c0=64):
    canais, c = [], c0
    for n in config:
        canais.append(c + n * k)
        c = canais[-1] // 2
    return canais
