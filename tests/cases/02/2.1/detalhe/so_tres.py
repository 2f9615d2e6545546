# Só as três primeiras funções.
def residual(x, funcoes):
    h = x
    for f in funcoes[:3]:
        h = h + f(h)
    return h.clone()
