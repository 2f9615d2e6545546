# Usou a convenção da apresentação nas duas funções.
# Mensagem: As duas funções usam a convenção da apresentação, em que α pesa o antigo. Que peso o momentum do PyTorch dá ao valor novo?
def media_movel(antiga, nova, momentum):
    return momentum * antiga + (1 - momentum) * nova


def momentum_de_alfa(alfa):
    return alfa
