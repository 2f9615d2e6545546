# Tenta: gastar CPU sem que se veja: milhares de filhos breves, que com SIGCHLD ignorado não entram na conta de ninguém.
# Visto: o que falta na conta da CPU, o relógio da célula conta; o processo acaba.
# Veredito: tempo
# Só aqui: leva o tempo inteiro de uma célula.
import os
import signal

signal.signal(signal.SIGCHLD, signal.SIG_IGN)


def gasta():
    total = 0
    for numero in range(300_000):
        total += numero
    return total


vivos = 0
while True:
    if os.fork() == 0:
        if os.fork() == 0:
            gasta()
        os._exit(0)
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        pass


def residual(x, funcoes):
    return x
