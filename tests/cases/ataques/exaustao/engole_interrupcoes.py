# Tenta: não terminar nunca e não se deixar interromper: sinais bloqueados, KeyboardInterrupt e SystemExit engolidos.
# Visto: SIGKILL não se engole; o tempo de CPU acaba e o exercício vale 0.
# Veredito: tempo
import signal

signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals))
for sinal in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(sinal, signal.SIG_IGN)


def residual(x, funcoes):
    while True:
        try:
            while True:
                x = x + 0
        except BaseException:
            continue
