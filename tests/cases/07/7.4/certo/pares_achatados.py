def canais_densenet(config, k=32, c0=64):
    entradas, saidas = [c0], []
    for n in config:
        saidas.append(entradas[-1] + n * k)
        entradas.append(saidas[-1] >> 1)
    return [canal for par in zip(entradas, saidas) for canal in par]
