# Erra só com 60 blocos.
def numero_de_caminhos(n):
    return 2**n - (n == 60)


def caminhos_a_partir_de(i, n):
    return 2 ** (n - i) - (n == 60)


def caminhos_por(i, n):
    return 2 ** (n - 1) - (n == 60)
