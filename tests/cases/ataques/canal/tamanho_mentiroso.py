# Tenta: anunciar um quadro de 4 GiB, para que o outro lado reserve a memória ou espere para sempre.
# Visto: o anúncio passa do limite e encerra o processo antes de se ler um byte.
# Veredito: erro
import gc
import struct

canal = next(objeto for objeto in gc.get_objects() if type(objeto).__name__ == "Child")._channel


def residual(x, funcoes):
    canal.sendall(struct.pack(">I", 2**32 - 1) + b"[" * 2**16)
    print("anunciei 4 GiB")
    return x.clone()
