# Olha só as quatro primeiras camadas.
def campo_receptivo(camadas):
    campo, efetivo = 1, 1
    for k, passo in camadas[:4]:
        campo += (k - 1) * efetivo
        efetivo *= passo
    return campo, efetivo
