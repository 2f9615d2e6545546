import ctypes
import threading

libc = ctypes.CDLL(None)
tipo, trava = (ctypes.c_char * 64)(), (ctypes.c_char * 128)()
libc.pthread_mutexattr_init(tipo)
libc.pthread_mutexattr_settype(tipo, 1)  # PTHREAD_MUTEX_RECURSIVE
libc.pthread_mutex_init(trava, tipo)
libc.pthread_mutex_lock(trava)
achadas = [libc.pthread_mutex_trylock(trava)]
fio = threading.Thread(target=lambda: achadas.append(libc.pthread_mutex_trylock(trava)))
fio.start()
fio.join()
print(["livre" if achada == 0 else "ocupada" for achada in achadas])
