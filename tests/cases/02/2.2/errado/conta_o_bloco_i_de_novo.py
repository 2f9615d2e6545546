# Da saída do bloco i restam n − i blocos: o próprio bloco i já ficou para trás.
# Mensagem: O bloco i ainda contou como uma escolha. Quem já está na saída dele, ou já decidiu atravessá-lo, quantas escolhas tem nesse bloco?
def numero_de_caminhos(n):
    return 2**n


def caminhos_a_partir_de(i, n):
    return 2 ** (n - i + 1)


def caminhos_por(i, n):
    return 2**n
