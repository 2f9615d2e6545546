# O return ficou dentro do laço: só a primeira função foi aplicada.
# Mensagem: Só a primeira função da lista agiu; as outras não foram chamadas. Em que volta do laço a sua função termina?
def residual(x, funcoes):
    h = x
    for f in funcoes:
        h = h + f(h)
        return h
    return h
