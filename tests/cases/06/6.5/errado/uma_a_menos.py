# Esquece a primeira ou a última.
# Mensagem: Falta uma camada. A rede tem uma camada com pesos antes dos blocos; e depois?
def profundidade(tipo, blocos):
    por_bloco = {"basico": 2, "gargalo": 3, "cifar": 2}[tipo]
    return por_bloco * sum(blocos) + 1
