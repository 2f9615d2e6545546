# O último bloco ficou de fora: range(i + 1, n) para em n − 1.
# Mensagem: O bloco n não aparece em termo nenhum. Qual é o último número que o seu `range` produz?
from itertools import combinations


def termos_do_gradiente(i, n):
    depois = range(i + 1, n)
    return {termo for k in range(len(depois) + 1) for termo in combinations(depois, k)}
