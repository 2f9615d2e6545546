# As transições não reduzem os canais.
# Mensagem: Entre um bloco e o seguinte os canais não mudaram. O que a transição faz com eles?
def canais_densenet(config, k=32, c0=64):
    canais, c = [], c0
    for n in config:
        canais += [c, c + n * k]
        c = canais[-1]
    return canais
