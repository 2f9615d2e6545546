# Somou os passos em vez de multiplicá-los.
# Mensagem: O passo efetivo soma os passos. Duas reduções pela metade reduzem a imagem quantas vezes?
def campo_receptivo(camadas):
    campo, efetivo = 1, 0
    for k, passo in camadas:
        campo += (k - 1) * max(efetivo, 1)
        efetivo += passo
    return campo, max(efetivo, 1)
