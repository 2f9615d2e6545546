# Somou só as duas variâncias.
# Mensagem: Só as duas variâncias foram somadas. Quanto varia x + y quando y = −x?


def var_soma(x, y):
    return x.var(correction=0) + y.var(correction=0)
