# Só soma três estágios.
def profundidade(tipo, blocos):
    por_bloco = {"basico": 2, "gargalo": 3, "cifar": 2}[tipo]
    return por_bloco * sum(blocos[:3]) + 2
