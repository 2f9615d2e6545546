# Devolveu 1/α − 1 como momentum.
# Mensagem: O momentum saiu 1/α − 1. Na fórmula da apresentação, que número multiplica o valor novo?
def media_movel(antiga, nova, momentum):
    return (1 - momentum) * antiga + momentum * nova


def momentum_de_alfa(alfa):
    return 1 / alfa - 1
