# Devolveu o próprio α.
# Mensagem: O momentum saiu igual a α. Com α = 0,9, que peso tem o valor novo na fórmula da apresentação?
def media_movel(antiga, nova, momentum):
    return (1 - momentum) * antiga + momentum * nova


def momentum_de_alfa(alfa):
    return alfa
