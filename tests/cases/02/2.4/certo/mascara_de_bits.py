def termos_do_gradiente(i, n):
    depois = list(range(i + 1, n + 1))
    termos = set()
    for mascara in range(2 ** len(depois)):
        termos.add(tuple(bloco for bit, bloco in enumerate(depois) if mascara >> bit & 1))
    return termos
