# Ignorou a dilatação.
# Mensagem: A dilatação não muda o resultado. Quantas células há da primeira à última que um núcleo 3 de dilatação 2 lê?
def tamanho_saida(h, k, passo=1, preenchimento=0, dilatacao=1):
    return (h + 2 * preenchimento - k) // passo + 1
