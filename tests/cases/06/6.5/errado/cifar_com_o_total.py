# 6n + 2 com n igual ao total de blocos.
# Mensagem: A conta 6n + 2 usou o total de blocos no lugar de n. Quanto vale `sum([n, n, n])`?
def profundidade(tipo, blocos):
    if tipo == "cifar":
        return 6 * sum(blocos) + 2
    return (3 if tipo == "gargalo" else 2) * sum(blocos) + 2
