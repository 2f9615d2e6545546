# Tenta: parar sem gastar CPU nenhuma: esperar por um cano que ninguém escreve, com os sinais bloqueados.
# Visto: o relógio do exercício acaba.
# Veredito: tempo
import os
import signal


def residual(x, funcoes):
    signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals))
    ler, _ = os.pipe()
    os.read(ler, 1)
    return x
