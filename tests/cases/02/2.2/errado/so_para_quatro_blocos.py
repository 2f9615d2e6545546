# As respostas são as do exemplo com quatro blocos e não dependem de n.
# Mensagem: As respostas são as da rede de quatro blocos, qualquer que seja n. Numa rede de cinco blocos, qual delas muda?
def numero_de_caminhos(n):
    return 16


def caminhos_a_partir_de(i, n):
    return {1: 8, 2: 4, 3: 2, 4: 1}.get(i, 1)


def caminhos_por(i, n):
    return 8
