# Contou o preenchimento de um lado só.
# Mensagem: O preenchimento entrou de um lado só. Quantos zeros há ao todo, com preenchimento 2?
def tamanho_saida(h, k, passo=1, preenchimento=0, dilatacao=1):
    return (h + preenchimento - dilatacao * (k - 1) - 1) // passo + 1
