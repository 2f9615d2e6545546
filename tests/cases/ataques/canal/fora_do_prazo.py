# Tenta: dormir além do prazo do exercício, com um gêmeo que escreve no canal, gota a gota, antes e depois dele.
# Visto: no prazo tudo o que é desta entrega morre, gêmeo incluído; o veredito é tempo.
# Veredito: tempo
import gc
import os
import struct
import time

canal = next(objeto for objeto in gc.get_objects() if type(objeto).__name__ == "Child")._channel


def residual(x, funcoes):
    if os.fork() == 0:
        corpo = b'{"say": "done", "nota": 1.5}'
        for byte in struct.pack(">I", 2**23) + corpo * 9999:
            time.sleep(0.1)
            canal.sendall(bytes([byte]))
    time.sleep(60)
    return x.clone()
