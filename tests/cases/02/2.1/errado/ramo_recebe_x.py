# Todos os blocos receberam a entrada x, em vez do h que sai do bloco anterior.
# Mensagem: Todas as funções receberam a mesma entrada x. Depois do primeiro bloco, que valor chega ao segundo: x, ou a soma que saiu do primeiro?
def residual(x, funcoes):
    h = x
    for f in funcoes:
        h = h + f(x)
    return h
