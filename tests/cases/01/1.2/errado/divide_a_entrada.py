# Dividiu só a entrada pelo passo.
# Mensagem: O passo dividiu a entrada antes de se descontar o núcleo. Quem anda de passo em passo: a entrada ou o início do núcleo?
def tamanho_saida(h, k, passo=1, preenchimento=0, dilatacao=1):
    return (h + 2 * preenchimento) // passo - dilatacao * (k - 1)
