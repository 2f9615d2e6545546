# Caminhos que passam pelo bloco i começam na entrada, e não na saída do bloco.
# Mensagem: `caminhos_por` deu o mesmo que `caminhos_a_partir_de`. De quantas maneiras o sinal pode chegar da entrada da rede ao bloco i?
def numero_de_caminhos(n):
    return 2**n


def caminhos_a_partir_de(i, n):
    return 2 ** (n - i)


def caminhos_por(i, n):
    return 2 ** (n - i)
