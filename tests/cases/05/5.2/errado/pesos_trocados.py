# Trocou os pesos do novo e do antigo.
# Mensagem: O valor antigo ficou com o peso momentum. No PyTorch, momentum é o peso do novo ou o do antigo?
def media_movel(antiga, nova, momentum):
    return momentum * antiga + (1 - momentum) * nova


def momentum_de_alfa(alfa):
    return 1 - alfa
