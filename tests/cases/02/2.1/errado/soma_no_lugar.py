# A soma foi feita no lugar (+=) e mudou o tensor de quem chamou.
def residual(x, funcoes):
    h = x
    for f in funcoes:
        h += f(h)
    return h
