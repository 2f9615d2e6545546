# Tenta: 2 GB em 8 processos cuja primeira linha de execução já saiu: /proc/PID/status é o dela, e não diz mais memória nenhuma.
# Visto: a vigia lê as outras linhas do processo e o encerra.
# Veredito: memoria
# Só aqui: enche a memória da máquina.
import ctypes
import mmap
import os
import threading
import time

libc = ctypes.CDLL(None)
ler, escrever = os.pipe()


def guarda():
    time.sleep(0.3)
    pedaco = mmap.mmap(-1, 250 * 2**20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    for inicio in range(0, len(pedaco), 4096):
        pedaco[inicio] = 1
    os.write(escrever, b".")
    time.sleep(5)


for _ in range(8):
    if os.fork() == 0:
        threading.Thread(target=guarda).start()
        libc.syscall(60, 0)  # exit, só desta linha
for prontos in range(1, 9):
    os.read(ler, 1)
    print(250 * prontos, "MB guardados por quem parece morto")
time.sleep(1)
print("ainda vivo com tudo isso")


def residual(x, funcoes):
    return x
