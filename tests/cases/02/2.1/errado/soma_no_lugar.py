# A soma foi feita no lugar (+=) e mudou o tensor de quem chamou.
# Mensagem: A entrada de quem chamou foi modificada. Antes do primeiro bloco, h e x são dois tensores ou dois nomes do mesmo tensor?
def residual(x, funcoes):
    h = x
    for f in funcoes:
        h += f(h)
    return h
