# Uma função que aparece duas vezes é chamada uma só.
def residual(x, funcoes):
    h = x.clone()
    for f in dict.fromkeys(funcoes):
        h = h + f(h)
    return h
