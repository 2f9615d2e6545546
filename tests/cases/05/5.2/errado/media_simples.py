# Tirou a média simples dos dois.
# Mensagem: O resultado não depende de momentum: é a média simples dos dois valores. Com que peso entra o novo quando momentum é 0,1?
def media_movel(antiga, nova, momentum):
    return (antiga + nova) / 2


def momentum_de_alfa(alfa):
    return 1 - alfa
