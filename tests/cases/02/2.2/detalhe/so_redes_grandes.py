# Erra nas redes de menos de 30 blocos.
def numero_de_caminhos(n):
    return 2**n if n >= 30 else n


def caminhos_a_partir_de(i, n):
    return 2 ** (n - i) if n >= 30 else n


def caminhos_por(i, n):
    return 2 ** (n - 1) if n >= 30 else n
