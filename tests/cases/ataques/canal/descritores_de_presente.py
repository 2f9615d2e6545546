# Tenta: mandar, junto com os bytes, dezenas de descritores abertos (SCM_RIGHTS) e credenciais, para que o outro lado os guarde até esgotar.
# Visto: quem lê não pede descritores, e nada fica do outro lado; no máximo este exercício termina em erro.
import array
import gc
import os
import socket

canal = next(objeto for objeto in gc.get_objects() if type(objeto).__name__ == "Child")._channel
PRESENTES = array.array("i", [os.open("/dev/zero", os.O_RDONLY) for _ in range(40)])
ENVIADOS = []
CORPO = b'{"say": "observation", "name": "presente", "value": ["none"]}'


def residual(x, funcoes):
    for byte in (b"\x00", b"\x00", b"\x00", bytes([len(CORPO)]), CORPO):
        ENVIADOS.append(canal.sendmsg([byte], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, PRESENTES)]))
    print("enviei com", len(PRESENTES), "descritores:", ENVIADOS)
    return x.clone()
