# Somou k − 1 por camada, como se não houvesse passo.
# Mensagem: O campo cresceu como se todos os passos fossem 1. Depois de uma redução, a quantos pixels estão duas unidades vizinhas?
def campo_receptivo(camadas):
    campo, efetivo = 1, 1
    for k, passo in camadas:
        campo += k - 1
        efetivo *= passo
    return campo, efetivo
