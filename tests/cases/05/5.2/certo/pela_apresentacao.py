def momentum_de_alfa(alfa):
    return -alfa + 1


def media_movel(antiga, nova, momentum):
    alfa = 1 - momentum
    return alfa * antiga + (1 - alfa) * nova
