# Só as camadas dos blocos.
# Mensagem: Só entraram as camadas dos blocos. Que camadas com pesos a rede tem antes do primeiro estágio e depois do último?
def profundidade(tipo, blocos):
    por_bloco = {"basico": 2, "gargalo": 3, "cifar": 2}[tipo]
    return por_bloco * sum(blocos)
