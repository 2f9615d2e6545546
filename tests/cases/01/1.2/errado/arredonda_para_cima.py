# Arredondou para cima: contou uma posição em que o núcleo não cabe inteiro.
# Mensagem: A última posição contada passa do fim da entrada. O que acontece com o que sobra, quando o passo não divide certo?
def tamanho_saida(h, k, passo=1, preenchimento=0, dilatacao=1):
    return -(-(h + 2 * preenchimento - dilatacao * (k - 1) - 1) // passo) + 1
