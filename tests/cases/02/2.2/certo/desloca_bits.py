def numero_de_caminhos(n):
    return 1 << n


def caminhos_a_partir_de(i, n):
    return 1 << (n - i)


def caminhos_por(i, n):
    return (1 << n) >> 1
