# Tenta: voltar a ser alguém: setuid, capacidades, programas com setuid (su, mount, passwd), grupos.
# Visto: no_new_privs e nenhuma capacidade: tudo é recusado, e o programa com setuid roda como quem já era.
import ctypes
import os
import subprocess

libc = ctypes.CDLL(None, use_errno=True)
antes = os.getresuid(), os.getresgid()
for nome, numeros in (("setuid", (0,)), ("setgid", (0,)), ("setresuid", (0, 0, 0)), ("setfsuid", (0,)), ("setgroups", ([0],))):
    try:
        getattr(os, nome)(*numeros) if hasattr(os, nome) else libc.setfsuid(0)
    except OSError as erro:
        print(nome, erro.strerror)
for versao in (0x19980330, 0x20080522):
    cabeca, dados = (ctypes.c_uint * 2)(versao, 0), (ctypes.c_uint * 6)(*[2**32 - 1] * 6)
    print("capset", libc.capset(cabeca, dados), os.strerror(ctypes.get_errno()))
print("no_new_privs fora:", libc.prctl(38, 0, 0, 0, 0), os.strerror(ctypes.get_errno()))
for programa in ("su", "mount", "passwd", "newgrp", "sudo", "pkexec"):
    caminho = f"/usr/bin/{programa}"
    if os.path.exists(caminho):
        saida = subprocess.run([caminho, "--version"], capture_output=True, text=True, check=False)
        print(programa, oct(os.stat(caminho).st_mode), saida.returncode, saida.stderr[:80].strip())
print(antes == (os.getresuid(), os.getresgid()), os.getgroups())


def residual(x, funcoes):
    return x
