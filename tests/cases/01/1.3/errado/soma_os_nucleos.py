# Somou os núcleos inteiros, sem descontar o pixel partilhado.
# Mensagem: O campo somou núcleos inteiros. Os quadrados que duas unidades vizinhas veem se sobrepõem: o que a segunda acrescenta?
def campo_receptivo(camadas):
    campo, efetivo = 0, 1
    for k, passo in camadas:
        campo += k * efetivo
        efetivo *= passo
    return max(campo, 1), efetivo
