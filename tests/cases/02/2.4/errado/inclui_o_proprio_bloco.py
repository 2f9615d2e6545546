# O bloco i entrou nos termos; contam só os blocos depois dele.
# Mensagem: O próprio bloco i aparece nos termos. O gradiente que chega à saída de f_i ainda precisa atravessar f_i?
from itertools import combinations


def termos_do_gradiente(i, n):
    depois = range(i, n + 1)
    return {termo for k in range(len(depois) + 1) for termo in combinations(depois, k)}
