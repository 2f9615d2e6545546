# A família do CIFAR com três camadas por bloco.
# Mensagem: Na família do CIFAR cada bloco contou três camadas. De que tipo são os blocos dela?
def profundidade(tipo, blocos):
    por_bloco = {"basico": 2, "gargalo": 3, "cifar": 3}[tipo]
    return por_bloco * sum(blocos) + 2
