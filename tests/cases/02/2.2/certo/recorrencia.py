def numero_de_caminhos(n):
    return 1 if n == 0 else 2 * numero_de_caminhos(n - 1)


def caminhos_a_partir_de(i, n):
    return numero_de_caminhos(n - i)


def caminhos_por(i, n):
    antes = numero_de_caminhos(i - 1)
    depois = caminhos_a_partir_de(i, n)
    return antes * depois
