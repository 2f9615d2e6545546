# Tenta: achar chaves, senhas e caminhos nas variáveis de ambiente deste processo, do primeiro e do pai, e na linha de comando deles.
# Visto: o ambiente é o da caixa, escrito nome por nome; do pai não se vê nada.
import ctypes
import os

print("ambiente:", sorted(os.environ))
ambiente = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
cru, numero = [], 0
while ambiente and ambiente[numero]:
    cru.append(ambiente[numero].decode(errors="replace"))
    numero += 1
print("cru:", sorted(entrada.partition("=")[0] for entrada in cru))
print("suspeitos:", [entrada for entrada in cru if any(parte in entrada.upper() for parte in ("TOKEN", "SECRET", "PASS", "KEY=", "SEGREDO"))])
for processo in ("self", "1", str(os.getppid()), "thread-self"):
    for parte in ("environ", "cmdline", "mountinfo", "cgroup"):
        try:
            with open(f"/proc/{processo}/{parte}", "rb") as arquivo:
                print(processo, parte, arquivo.read()[:300])
        except OSError as erro:
            print(processo, parte, erro.strerror)


def residual(x, funcoes):
    return x
