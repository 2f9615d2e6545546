# Tenta: 1,25 GB em 5 programas novos: quem troca de programa perde a memória herdada, e a vigia a desconta assim mesmo.
# Visto: o que se desconta é o que se herdou de fato, uma vez só; a vigia encerra o processo.
# Veredito: memoria
# Só aqui: enche a memória da máquina.
import subprocess
import sys
import time

PROGRAMA = "b = b'x' * (250 * 2**20); print(len(b), flush=True); import time; time.sleep(4)"
outros = [subprocess.Popen([sys.executable, "-I", "-S", "-c", PROGRAMA], stdout=subprocess.PIPE) for _ in range(5)]
print("MB em outros programas:", sum(int(outro.stdout.readline()) >> 20 for outro in outros))
time.sleep(2)
print("ainda vivo com tudo isso")


def residual(x, funcoes):
    return x
