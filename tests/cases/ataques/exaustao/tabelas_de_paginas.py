# Tenta: gastar 2 GB em tabelas de páginas: ler um byte a cada 2 MiB de um mapa imenso só de leitura, que não conta como memória.
# Visto: a vigia conta as tabelas: o processo acaba, por memória ou, em máquina lenta, por tempo.
# Só aqui: enche a memória da máquina.
import ctypes
import mmap

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
TABELAS, VAO = 500_000, 2**21  # cada vão lido custa uma tabela de 4 KiB
SEM_RESERVA = 0x4000
inicio = libc.mmap(None, TABELAS * VAO, mmap.PROT_READ, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | SEM_RESERVA, -1, 0)
libc.madvise(inicio, TABELAS * VAO, mmap.MADV_NOHUGEPAGE)
mapa = np.ctypeslib.as_array((ctypes.c_char * (TABELAS * VAO)).from_address(inicio)).view(np.uint8)
print("soma de", TABELAS, "vãos:", mapa[::VAO].sum())
with open("/proc/self/status") as estado:
    print([linha for linha in estado if linha.startswith("VmPTE")])


def residual(x, funcoes):
    return x
