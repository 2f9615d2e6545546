# Dividiu por n − 1, a variância amostral corrigida.
# Mensagem: A divisão foi por n − 1. O que é a esperança de uma lista de n valores igualmente prováveis?


def var_soma(x, y):
    dx, dy = x - x.mean(), y - y.mean()
    return ((dx**2).sum() + 2 * (dx * dy).sum() + (dy**2).sum()) / (len(x) - 1)
