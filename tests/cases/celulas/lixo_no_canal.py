# Lixo no canal, em vez de mensagens.
import os

for descritor in range(3, 64):
    try:
        os.write(descritor, b"\xff" * 64)
    except OSError:
        pass
