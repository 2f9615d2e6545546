# Multiplicou pelo passo da camada antes de somar o núcleo dela.
# Mensagem: O passo de uma camada aumentou o campo dela mesma. O que afasta as unidades que ela lê: o passo dela, ou os anteriores?
def campo_receptivo(camadas):
    campo, efetivo = 1, 1
    for k, passo in camadas:
        efetivo *= passo
        campo += (k - 1) * efetivo
    return campo, efetivo
