import ctypes
import resource

libc = ctypes.CDLL(None)
nada = (ctypes.c_ulong * 2)(0, 0)
libc.prlimit(0, resource.RLIMIT_CPU, nada, None)
libc.setrlimit(resource.RLIMIT_CPU, nada)
while True:
    pass
