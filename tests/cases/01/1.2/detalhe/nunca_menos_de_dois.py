# Nunca devolve 1.
def tamanho_saida(h, k, passo=1, preenchimento=0, dilatacao=1):
    return max(2, (h + 2 * preenchimento - dilatacao * (k - 1) - 1) // passo + 1)
