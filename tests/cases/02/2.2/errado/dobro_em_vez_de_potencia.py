# Cada bloco dobra o número de caminhos; 2·n soma dois por bloco.
def numero_de_caminhos(n):
    return 2 * n


def caminhos_a_partir_de(i, n):
    return 2 * (n - i)


def caminhos_por(i, n):
    return 2 * (n - 1)
