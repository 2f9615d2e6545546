# Multiplicou os núcleos.
# Mensagem: O campo é o produto dos núcleos. Com passo 1, duas camadas 3×3 veem 9 pixels de lado, ou menos?
def campo_receptivo(camadas):
    campo, efetivo = 1, 1
    for k, passo in camadas:
        campo *= k
        efetivo *= passo
    return campo, efetivo
