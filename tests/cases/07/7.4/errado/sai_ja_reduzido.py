# Põe na lista o que sai da transição, e não do bloco.
# Mensagem: O que sai de cada bloco já veio reduzido à metade. A transição faz parte do bloco ou vem depois dele?
def canais_densenet(config, k=32, c0=64):
    canais, c = [], c0
    for n in config:
        sai = (c + n * k) // 2
        canais += [c, sai]
        c = sai
    return canais
