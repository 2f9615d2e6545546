# Faltou o caminho que atravessa todos os blocos: range(n) para em n − 1.
# Mensagem: Falta a chave n: nenhum caminho atravessa todos os blocos. Em que número para o seu laço?
from math import comb


def comprimentos(n):
    return {k: comb(n, k) for k in range(n)}
