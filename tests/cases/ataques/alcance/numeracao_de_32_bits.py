# Tenta: passar ao lado do filtro pela numeração x32 e pela de 32 bits (int 0x80), em que unshare, ptrace e socket têm outros números.
# Visto: o filtro só conhece a numeração desta máquina; quem usa outra é encerrado ou recusado.
import ctypes
import mmap
import os

libc = ctypes.CDLL(None, use_errno=True)


def num_filho(nome, chama):
    filho = os.fork()
    if filho == 0:
        os._exit(7 if chama() >= 0 else 1)
    fim = os.waitstatus_to_exitcode(os.waitpid(filho, 0)[1])
    print(nome, "PASSOU" if fim == 7 else "recusada" if fim == 1 else f"encerrado pelo sinal {-fim}")


def por_int_80():
    pagina = mmap.mmap(-1, 4096, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    # push rbx; mov eax, 310 (unshare); mov ebx, CLONE_NEWUSER; int 0x80; pop rbx; ret
    pagina.write(b"\x53\xb8\x36\x01\x00\x00\xbb\x00\x00\x00\x10\xcd\x80\x5b\xc3")
    return ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(pagina)))()


for nome, numero, argumentos in (("unshare", 272, (1 << 28,)), ("ptrace", 101, (0, 0, 0, 0)), ("socket", 41, (2, 1, 0))):
    num_filho(f"x32 {nome}", lambda: libc.syscall(0x40000000 | numero, *argumentos))
if os.uname().machine == "x86_64":
    num_filho("int 0x80 unshare", por_int_80)


def residual(x, funcoes):
    return x
