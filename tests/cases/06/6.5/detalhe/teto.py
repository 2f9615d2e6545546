# Não passa de 1.202.
def profundidade(tipo, blocos):
    por_bloco = {"basico": 2, "gargalo": 3, "cifar": 2}[tipo]
    return min(por_bloco * sum(blocos) + 2, 1202)
