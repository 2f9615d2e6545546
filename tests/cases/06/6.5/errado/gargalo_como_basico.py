# O gargalo vale duas camadas.
# Mensagem: O gargalo contou como o bloco básico. Quantas convoluções há no ramo dele?
def profundidade(tipo, blocos):
    por_bloco = {"basico": 2, "gargalo": 2, "cifar": 2}[tipo]
    return por_bloco * sum(blocos) + 2
