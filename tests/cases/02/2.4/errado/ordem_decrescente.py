# Os blocos de cada termo ficaram em ordem decrescente; a resposta pede a crescente.
# Mensagem: Os termos têm os blocos certos, em ordem decrescente. Em que ordem o enunciado escreve os números de um termo?
from itertools import combinations


def termos_do_gradiente(i, n):
    depois = range(n, i, -1)
    return {termo for k in range(len(depois) + 1) for termo in combinations(depois, k)}
