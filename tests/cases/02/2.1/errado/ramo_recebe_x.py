# Todos os blocos receberam a entrada x, em vez do h que sai do bloco anterior.
def residual(x, funcoes):
    h = x
    for f in funcoes:
        h = h + f(x)
    return h
