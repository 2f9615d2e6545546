def canais_densenet(config, k=32, c0=64):
    lista, c = [], c0
    for i, n in enumerate(config):
        if i > 0:
            c = (c - c % 2) // 2
        lista.append(c)
        for _ in range(n):
            c += k
        lista.append(c)
    return lista
