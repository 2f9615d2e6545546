def termos_do_gradiente(i, n):
    if i == n:
        return {()}
    resto = termos_do_gradiente(i + 1, n)
    return resto | {(i + 1, *termo) for termo in resto}
