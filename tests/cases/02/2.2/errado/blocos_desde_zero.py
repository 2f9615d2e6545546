# Os blocos foram numerados desde 0; aqui i vai de 1 a n.
# Mensagem: A contagem a partir do bloco i saiu como se o primeiro bloco fosse o 0. Com i de 1 a n, quantos blocos restam depois do bloco 1?
def numero_de_caminhos(n):
    return 2**n


def caminhos_a_partir_de(i, n):
    return 2 ** max(n - i - 1, 0)


def caminhos_por(i, n):
    return 2 ** (n - 1)
