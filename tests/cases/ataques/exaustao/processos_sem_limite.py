# Tenta: mais processos e linhas de execução do que a máquina aguenta, parados, para que ninguém mais consiga criar um.
# Visto: há um limite por entrega (64), e o kernel recusa os seguintes.
# Só aqui: acabam os processos da máquina.
import os
import threading
import time

linhas, filhos = 0, 0
try:
    while linhas < 30:
        threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
        linhas += 1
    while filhos < 500:
        if os.fork() == 0:
            time.sleep(20)
            os._exit(0)
        filhos += 1
except (OSError, RuntimeError) as erro:
    print("recusado:", erro)
print(linhas, "linhas e", filhos, "filhos")


def residual(x, funcoes):
    return x
