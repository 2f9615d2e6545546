# Cada bloco dobra o número de caminhos; 2·n soma dois por bloco.
# Mensagem: As contagens crescem em soma: dois caminhos a mais por bloco. Desenhe as redes de 1, 2 e 3 blocos: o que cada bloco novo faz com o número de caminhos que já havia?
def numero_de_caminhos(n):
    return 2 * n


def caminhos_a_partir_de(i, n):
    return 2 * (n - i)


def caminhos_por(i, n):
    return 2 * (n - 1)
