# Fez o núcleo dilatado ocupar d·k células.
# Mensagem: O núcleo dilatado foi contado com d·k células. Depois da última célula lida ainda há células vazias?
def tamanho_saida(h, k, passo=1, preenchimento=0, dilatacao=1):
    return (h + 2 * preenchimento - dilatacao * k) // passo + 1
