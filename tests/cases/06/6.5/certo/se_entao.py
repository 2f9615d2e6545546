def profundidade(tipo, blocos):
    if tipo == "gargalo":
        camadas = 3
    else:
        camadas = 2
    total = 1
    for n in blocos:
        total += camadas * n
    return total + 1
