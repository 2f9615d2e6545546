# Cada bloco vale uma camada.
# Mensagem: Cada bloco contou como uma camada. Quantas convoluções tem o ramo de um bloco básico?
def profundidade(tipo, blocos):
    por_bloco = {"basico": 2, "gargalo": 3, "cifar": 2}[tipo]
    return sum(blocos) + 2
