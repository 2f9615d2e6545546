def profundidade(tipo, blocos):
    if tipo == "cifar":
        return 6 * blocos[0] + 2
    return 2 + sum((3 if tipo == "gargalo" else 2) * n for n in blocos)
