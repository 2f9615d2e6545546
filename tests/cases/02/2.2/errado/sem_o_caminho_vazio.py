# Faltou contar o caminho que só usa atalhos e não passa por bloco nenhum.
# Mensagem: Em cada contagem falta um caminho. Qual é o caminho que só usa atalhos, e ele liga a entrada à saída?
def numero_de_caminhos(n):
    return 2**n - 1


def caminhos_a_partir_de(i, n):
    return 2 ** (n - i) - 1


def caminhos_por(i, n):
    return 2 ** (n - 1) - 1
