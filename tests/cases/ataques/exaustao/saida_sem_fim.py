# Tenta: imprimir sem parar, pelo Python, pelo descritor e por um programa de fora, para encher o disco do professor.
# Visto: fica um começo limitado; o resto se perde, e o tempo acaba.
# Veredito: tempo
# Só aqui: o nbgrader guarda tudo na memória e no caderno.
import os
import subprocess

print("começo")
subprocess.run(["sh", "-c", "yes sem-fim 2>&1 | head -c 100000000"], check=False)
try:
    os.write(2, b"y\n" * 10**6)
except OSError as erro:
    print("pelo descritor:", erro)
while True:
    print("sem fim " * 1000)


def residual(x, funcoes):
    return x
