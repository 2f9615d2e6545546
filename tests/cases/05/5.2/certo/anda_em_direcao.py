def media_movel(antiga, nova, momentum):
    return antiga + momentum * (nova - antiga)


def momentum_de_alfa(alfa):
    return 1.0 - alfa
