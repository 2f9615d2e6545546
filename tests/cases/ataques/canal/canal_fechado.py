# Tenta: fechar o canal no meio do teste, para que a culpa pareça do corretor e a entrega fique "não julgada".
# Visto: canal fechado deste lado é erro da entrega, e só do exercício em que se fechou.
# Veredito: erro
import gc
import os
import socket

canal = next(objeto for objeto in gc.get_objects() if type(objeto).__name__ == "Child")._channel


def residual(x, funcoes):
    canal.shutdown(socket.SHUT_RDWR)
    os.close(canal.fileno())
    print("fechei o canal")
    return x.clone()
