# Esqueceu a primeira posição: falta somar 1.
# Mensagem: O resultado tem uma posição a menos. Um núcleo de tamanho 3 numa fila de 3 cabe quantas vezes?
def tamanho_saida(h, k, passo=1, preenchimento=0, dilatacao=1):
    return (h + 2 * preenchimento - dilatacao * (k - 1) - 1) // passo
