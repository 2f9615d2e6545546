# Tenta: 2 GB em segmentos SysV escritos e soltos, que já não são a memória de processo nenhum.
# Visto: o kernel recusa shmget.
# Só aqui: enche a memória da máquina, e os segmentos sobrevivem ao processo.
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
PEDACO = 64 * 2**20
guardados = 0
for _ in range(32):
    segmento = libc.shmget(0, PEDACO, 0o1600)
    if segmento < 0:
        print("shmget recusado:", os.strerror(ctypes.get_errno()))
        break
    onde = libc.shmat(segmento, None, 0)
    ctypes.memset(onde, 1, PEDACO)
    libc.shmdt(ctypes.c_void_p(onde))
    guardados += PEDACO
print("MB guardados sem dono:", guardados >> 20)


def residual(x, funcoes):
    return x
