# Faltou contar o caminho que só usa atalhos e não passa por bloco nenhum.
def numero_de_caminhos(n):
    return 2**n - 1


def caminhos_a_partir_de(i, n):
    return 2 ** (n - i) - 1


def caminhos_por(i, n):
    return 2 ** (n - 1) - 1
