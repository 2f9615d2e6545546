# Caminhos que passam pelo bloco i começam na entrada, e não na saída do bloco.
def numero_de_caminhos(n):
    return 2**n


def caminhos_a_partir_de(i, n):
    return 2 ** (n - i)


def caminhos_por(i, n):
    return 2 ** (n - i)
