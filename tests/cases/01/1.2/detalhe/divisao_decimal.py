# Devolve um float.
def tamanho_saida(h, k, passo=1, preenchimento=0, dilatacao=1):
    return (h + 2 * preenchimento - dilatacao * (k - 1) - 1) // passo * 1.0 + 1
