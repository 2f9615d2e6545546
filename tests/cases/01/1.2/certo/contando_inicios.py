def tamanho_saida(h, k, passo=1, preenchimento=0, dilatacao=1):
    ultimo = h + 2 * preenchimento - dilatacao * (k - 1)
    return len(range(0, ultimo, passo))
