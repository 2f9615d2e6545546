# Tenta: gastar a memória do kernel com arquivos vazios, que não ocupam um byte do tmpfs.
# Visto: o número de arquivos também tem limite.
# Só aqui: enche o disco e a memória da máquina.
import os
import time

criados, fim = 0, time.process_time() + 3
for pasta in ("/run", "/dev/shm", "/tmp"):
    try:
        while time.process_time() < fim and criados < 300_000:
            os.close(os.open(f"{pasta}/{criados}", os.O_CREAT | os.O_WRONLY))
            criados += 1
    except OSError as erro:
        print(pasta, erro)
print("arquivos:", criados)


def residual(x, funcoes):
    return x
