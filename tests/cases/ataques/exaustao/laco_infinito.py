# Tenta: não terminar nunca: h cresce, mas k não.
# Visto: o tempo de CPU acaba e o exercício vale 0.
# Veredito: tempo
def residual(x, funcoes):
    h, k = x, 0
    while k < len(funcoes) or k == 0:
        h = h + 0 * h
    return h
