# Tenta: pegar, por pidfd, um descritor aberto em outro processo (o canal de comando do processo aquecido) ou mandar-lhe um sinal.
# Visto: nenhum número alcança processo de fora, e pidfd_getfd é recusado até nos próprios filhos.
import ctypes
import errno
import os
import signal
import time

libc = ctypes.CDLL(None, use_errno=True)
filho = os.fork()
if filho == 0:
    time.sleep(2)
    os._exit(0)
alheios = []
for alvo in (0, os.getppid(), *range(2, 2000)):
    try:
        pidfd = os.pidfd_open(alvo)
    except OSError:
        continue
    if alvo != filho:
        alheios.append(alvo)
        signal.pidfd_send_signal(pidfd, signal.SIGKILL)
    for numero in range(8):
        tirado = libc.syscall(438, pidfd, numero, 0)
        if tirado >= 0:
            print("tirei o descritor", numero, "de", alvo)
    print("pidfd_getfd:", errno.errorcode[ctypes.get_errno()])
print("alheios:", alheios)


def residual(x, funcoes):
    return x
