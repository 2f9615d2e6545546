# Faltou o caminho que não atravessa bloco nenhum (comprimento 0).
# Mensagem: Falta a chave 0. Existe um caminho que não atravessa bloco nenhum?
from math import comb


def comprimentos(n):
    return {k: comb(n, k) for k in range(1, n + 1)}
