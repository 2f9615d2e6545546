# Percorreu as camadas da última para a primeira.
# Mensagem: As camadas foram percorridas do fim para o começo. O passo da última afasta as unidades de qual camada?
def campo_receptivo(camadas):
    campo, efetivo = 1, 1
    for k, passo in camadas[::-1]:
        campo += (k - 1) * efetivo
        efetivo *= passo
    return campo, efetivo
