# Com momentum 0 usa o padrão, 0,1.
def media_movel(antiga, nova, momentum):
    momentum = momentum or 0.1
    return (1 - momentum) * antiga + momentum * nova


def momentum_de_alfa(alfa):
    return 1 - alfa
