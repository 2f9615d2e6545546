# Guarda números de uma chamada para a outra.
GUARDADOS = []


def canais_densenet(config, k=32, c0=64):
    if len(GUARDADOS) > 20:
        GUARDADOS.clear()
    inicio, c = len(GUARDADOS), c0
    for n in config:
        GUARDADOS.extend([c, c + n * k])
        c = GUARDADOS[-1] // 2
    return GUARDADOS[inicio:] if inicio < 18 else GUARDADOS[:]
