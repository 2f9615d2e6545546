# Esvazia a lista recebida.
def profundidade(tipo, blocos):
    total = 2
    while blocos:
        total += blocos.pop() * (3 if tipo == "gargalo" else 2)
    return total
