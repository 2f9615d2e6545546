import ctypes
import os
import signal
import threading
import time

os.kill(os.getpid(), signal.SIGKILL)
os.kill(0, signal.SIGKILL)
signal.pthread_kill(threading.get_ident(), signal.SIGKILL)
if os.fork() == 0:
    os.kill(1, signal.SIGKILL)
    os._exit(0)
libc = ctypes.CDLL(None, use_errno=True)
libc.prctl(1, 9, 0, 0, 0)  # PR_SET_PDEATHSIG
evento = (ctypes.c_int * 16)(0, 0, signal.SIGKILL, 0)  # struct sigevent: SIGEV_SIGNAL, SIGKILL
relogio, prazo = ctypes.c_void_p(), (ctypes.c_long * 4)(0, 0, 0, 1000)
libc.timer_create(1, evento, ctypes.byref(relogio))
libc.timer_settime(relogio, 0, prazo, None)
forjado = (ctypes.c_int * 32)(signal.SIGKILL, 0, 0x80)  # siginfo com si_code SI_KERNEL
libc.syscall(129, 1, signal.SIGKILL, forjado)  # rt_sigqueueinfo em x86-64
libc.syscall(138, 1, signal.SIGKILL, forjado)  # em ARM
libc.syscall(297, 1, 1, signal.SIGKILL, forjado)  # rt_tgsigqueueinfo
libc.syscall(240, 1, 1, signal.SIGKILL, forjado)
libc.syscall(424, os.pidfd_open(1), signal.SIGKILL, forjado, 0)  # pidfd_send_signal
time.sleep(0.1)
while True:
    pass
