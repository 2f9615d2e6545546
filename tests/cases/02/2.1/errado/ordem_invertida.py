# As funções foram aplicadas da última para a primeira.
# Mensagem: As funções foram aplicadas da última para a primeira. Na rede, qual delas recebe o x?
def residual(x, funcoes):
    h = x
    for f in reversed(funcoes):
        h = h + f(h)
    return h
