# As funções foram aplicadas da última para a primeira.
def residual(x, funcoes):
    h = x
    for f in reversed(funcoes):
        h = h + f(h)
    return h
