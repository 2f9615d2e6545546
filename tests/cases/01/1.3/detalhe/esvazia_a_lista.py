# Esvazia a lista de quem chamou.
def campo_receptivo(camadas):
    campo, efetivo = 1, 1
    while camadas:
        k, passo = camadas.pop(0)
        campo += (k - 1) * efetivo
        efetivo *= passo
    return campo, efetivo
