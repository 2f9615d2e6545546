# Tenta: 40 linhas de execução em laço, para gastar o tempo de todos enquanto a principal parece responder.
# Visto: o tempo de CPU das linhas é somado; o processo acaba.
# Veredito: tempo
import threading


def gira():
    while True:
        pass


for _ in range(40):
    threading.Thread(target=gira, daemon=True).start()


def residual(x, funcoes):
    while True:
        x = x + 0
