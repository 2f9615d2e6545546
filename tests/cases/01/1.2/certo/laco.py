def tamanho_saida(h, k, passo=1, preenchimento=0, dilatacao=1):
    quantas, inicio = 0, -preenchimento
    while inicio + dilatacao * (k - 1) < h + preenchimento:
        quantas += 1
        inicio += passo
    return quantas
