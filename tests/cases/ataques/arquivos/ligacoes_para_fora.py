# Tenta: sair da caixa por atalhos: simbólicos, duros, /proc/1/root, /proc/self/fd, `..` acima da raiz.
# Visto: um atalho só leva ao que já se vê, e um duro não passa de um sistema de arquivos a outro.
import os
import sys

RAIZ_DO_CURSO = os.path.dirname(sys.prefix)
ALVOS = (RAIZ_DO_CURSO, f"{RAIZ_DO_CURSO}/solutions", f"{RAIZ_DO_CURSO}/turma/gradebook.db", "/etc/shadow", "/root/.ssh", "/home", "/var/lib")
for alvo in (*ALVOS, "/proc/1/root", "/proc/1/cwd", "/proc/self/fd/3", "../" * 20 + "home", "/opt/trilha-residual/inside/observe.py"):
    ligacao = "/run/ligacao"
    os.path.lexists(ligacao) and os.remove(ligacao)
    os.symlink(alvo, ligacao)
    try:
        visto = sorted(os.listdir(ligacao)) if os.path.isdir(ligacao) else open(ligacao).read(200)
        print("simbólica", alvo, str(visto)[:200])
    except OSError as erro:
        print("simbólica", alvo, erro.strerror)
    try:
        os.link(alvo, "/run/dura")
        print("DURA", alvo)
    except OSError as erro:
        print("dura", alvo, erro.strerror)


def residual(x, funcoes):
    return x
