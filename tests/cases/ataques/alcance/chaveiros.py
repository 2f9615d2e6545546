# Tenta: guardar um recado nos chaveiros do kernel (processo, sessão, usuário), que sobrevivem ao processo e são do usuário todo.
# Visto: as três chamadas são recusadas.
# Só aqui: a chave ficaria na máquina.
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
ADD_KEY, REQUEST_KEY, KEYCTL = 248, 249, 250
for chaveiro in range(-1, -9, -1):
    achada = libc.syscall(KEYCTL, 10, chaveiro, b"user", b"trilha-conluio", 0)
    espaco = ctypes.create_string_buffer(1000)
    if achada > 0 and libc.syscall(KEYCTL, 11, achada, espaco, 1000) > 0:
        print("recado de outra entrega:", espaco.value)
    feita = libc.syscall(ADD_KEY, b"user", b"trilha-conluio", b"resposta", 8, chaveiro)
    print("chaveiro", chaveiro, "busca", achada, "guarda", feita, os.strerror(ctypes.get_errno()))
print("request_key:", libc.syscall(REQUEST_KEY, b"user", b"trilha-conluio", 0, 0), os.strerror(ctypes.get_errno()))


def residual(x, funcoes):
    return x
