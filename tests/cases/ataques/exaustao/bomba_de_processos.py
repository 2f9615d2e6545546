# Tenta: uma bomba de processos (até 20), cada um em sua sessão, sem atender a sinal e num laço sem fim.
# Visto: o tempo de CPU de todos é somado; quando o primeiro morre, o espaço de processos inteiro vai junto.
# Veredito: tempo
# Só aqui: os processos ficariam vivos na máquina.
import os
import signal

for sinal in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
    signal.signal(sinal, signal.SIG_IGN)
for _ in range(19):
    try:
        if os.fork() == 0:
            os.setsid()
            if os.fork():
                os._exit(0)
            break
    except OSError:  # o limite de processos foi atingido
        break
while True:
    pass


def residual(x, funcoes):
    return x
