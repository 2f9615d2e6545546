# Soma quatro estágios, ou os três da família do CIFAR; os outros se perdem.
def profundidade(tipo, blocos):
    if tipo == "cifar":
        return 6 * blocos[0] + 2
    return (3 if tipo == "gargalo" else 2) * sum(blocos[:4]) + 2
