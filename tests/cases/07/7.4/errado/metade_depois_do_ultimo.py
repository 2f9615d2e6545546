# Inclui a metade depois do último bloco.
# Mensagem: A lista tem um número a mais: a metade do que sai do último bloco. Há transição depois dele?
def canais_densenet(config, k=32, c0=64):
    canais, c = [c0], c0
    for n in config:
        canais += [c + n * k, (c + n * k) // 2]
        c = canais[-1]
    return canais
