# O return ficou dentro do laço: só a primeira função foi aplicada.
def residual(x, funcoes):
    h = x
    for f in funcoes:
        h = h + f(h)
        return h
    return h
