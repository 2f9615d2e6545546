# O atalho somou sempre a entrada x, em vez do h que chegou a cada bloco.
def residual(x, funcoes):
    h = x
    for f in funcoes:
        h = x + f(h)
    return h
