# Somou a nova com peso, sem encolher a antiga.
# Mensagem: A antiga entrou inteira: os dois pesos somam mais que 1. Se nova e antiga valem 5, quanto deve dar a média?
def media_movel(antiga, nova, momentum):
    return antiga + momentum * nova


def momentum_de_alfa(alfa):
    return 1 - alfa
