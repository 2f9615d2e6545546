# Faltou o atalho: cada bloco substituiu h por f(h), sem somar.
def residual(x, funcoes):
    h = x
    for f in funcoes:
        h = f(h)
    return h
