# O momentum é arredondado a uma casa.
def media_movel(antiga, nova, momentum):
    return (1 - momentum) * antiga + momentum * nova


def momentum_de_alfa(alfa):
    return round(1 - alfa, 1)
