# Devolveu uma lista; a resposta é um dicionário de comprimento para quantidade.
# Mensagem: A resposta é uma lista; o exercício pede um dicionário. Na sua lista, onde está escrito o comprimento a que cada contagem pertence?
from math import comb


def comprimentos(n):
    return [comb(n, k) for k in range(n + 1)]
