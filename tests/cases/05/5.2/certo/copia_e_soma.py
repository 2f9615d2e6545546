def media_movel(antiga, nova, momentum):
    resultado = antiga * (1 - momentum)
    return resultado + nova * momentum


def momentum_de_alfa(alfa):
    return float(1 - alfa)
