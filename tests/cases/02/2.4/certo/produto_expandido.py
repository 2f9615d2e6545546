def termos_do_gradiente(i, n):
    # expande (1 + f'_{i+1}) (1 + f'_{i+2}) … (1 + f'_n), um fator por vez
    termos = [()]
    for bloco in range(i + 1, n + 1):
        termos = termos + [termo + (bloco,) for termo in termos]
    return set(termos)
