# Termina em erro sem nenhuma camada.
def campo_receptivo(camadas):
    campo, efetivo = camadas[0]
    for k, passo in camadas[1:]:
        campo += (k - 1) * efetivo
        efetivo *= passo
    return campo, efetivo
