# Vinte processos que giram em falso (limitado a vinte).
import os

for _ in range(20):
    if os.fork() == 0:
        while True:
            pass
