# O atalho somou sempre a entrada x, em vez do h que chegou a cada bloco.
# Mensagem: O atalho de todos os blocos somou a entrada x. No segundo bloco, que valor contorna f: x, ou o h que acabou de chegar?
def residual(x, funcoes):
    h = x
    for f in funcoes:
        h = x + f(h)
    return h
