# O laço nunca termina: h cresce, mas k não.
def residual(x, funcoes):
    h, k = x, 0
    while k < len(funcoes) or k == 0:
        h = h + 0 * h
    return h
