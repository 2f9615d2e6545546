# Calcula em float32 e só devolve o tipo da entrada.
def residual(x, funcoes):
    h = x.float()
    for f in funcoes:
        h = h + f(h)
    return h.to(x.dtype).clone()
