# Conta tudo o que se vê de dentro: arquivos, processos, rede, ambiente, capacidades e limites.
import ctypes
import json
import os
import resource
import socket

PR_GET_SECCOMP, PR_GET_NO_NEW_PRIVS = 21, 39
libc = ctypes.CDLL(None, use_errno=True)


def lista(pasta):
    try:
        return sorted(os.listdir(pasta))
    except OSError:
        return []


def abertos():
    achados = []
    for numero in range(1024):
        try:
            os.fstat(numero)
        except OSError:
            continue
        achados.append(numero)
    return achados


def familias():
    achadas = []
    for familia in range(50):
        try:
            socket.socket(familia, socket.SOCK_DGRAM).close()
        except OSError:
            continue
        achadas.append(familia)
    return achadas


def onde_se_escreve():
    lugares = []
    for pasta, filhas, _ in os.walk("/"):
        filhas[:] = [filha for filha in filhas if not os.path.islink(os.path.join(pasta, filha)) and pasta.count("/") < 5]
        try:
            with open(os.path.join(pasta, ".sonda"), "x"):
                lugares.append(pasta)
            os.remove(os.path.join(pasta, ".sonda"))
        except OSError:
            pass
    return lugares


def capacidades():
    dados = (ctypes.c_uint32 * 6)()
    libc.capget((ctypes.c_uint32 * 2)(0x20080522, 0), dados)
    return sum(dados)


print(
    json.dumps(
        {
            "raiz": lista("/"),
            "etc": lista("/etc"),
            "dev": lista("/dev"),
            "curso": lista("/opt/trilha-residual"),
            "processos": [nome for nome in lista("/proc") if nome.isdigit()],
            "vizinhos": [pid for pid in range(2, 300) if libc.kill(pid, 0) == 0],
            "usuario": [os.getuid(), os.geteuid()],
            "ambiente": sorted(os.environ),
            "descritores": len(abertos()),
            "familias": familias(),
            "escreve": onde_se_escreve(),
            "capacidades": capacidades(),
            "filtro": libc.prctl(PR_GET_SECCOMP, 0, 0, 0, 0),
            "sem_privilegios_novos": libc.prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0),
            "limites": {nome: resource.getrlimit(getattr(resource, f"RLIMIT_{nome}"))[1] for nome in ("FSIZE", "NOFILE", "NPROC", "CORE")},
        }
    )
)
