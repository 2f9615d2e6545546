# Tenta: numa célula a mais, deixar arquivos, memória e um processo à espera, e morrer; noutra, no processo seguinte, achar tudo isso.
# Visto: o segundo processo da mesma entrega nasce tão limpo quanto o de outra.
# Só aqui: deixa arquivos e processos.
import nbformat

DEIXA = """
import os, torch
for pasta in ("/run", "/tmp", "/dev/shm"):
    try:
        open(pasta + "/rastro", "w").write("SEGREDO" + "-rastro")
    except OSError:  # ali não se escreve
        pass
os.environ["RASTRO"] = "SEGREDO" + "-rastro"
torch.rastro = "SEGREDO" + "-rastro"
try:
    if os.fork() == 0:
        os.setsid()
        import socket, time
        espera = socket.socket(socket.AF_UNIX)
        espera.bind("\\0rastro")
        espera.listen()
        time.sleep(20)
finally:
    os._exit(0)
"""
ACHA = """
import os, socket, torch
print(os.environ.get("RASTRO"), getattr(torch, "rastro", None))
print([open(pasta + "/rastro").read() for pasta in ("/run", "/tmp", "/dev/shm") if os.path.exists(pasta + "/rastro")])
try:
    socket.socket(socket.AF_UNIX).connect("\\0rastro")
    print("SEGREDO" + "-rastro")
except OSError as erro:
    print(erro)
"""


def monta(caderno):
    primeira = next(numero for numero, celula in enumerate(caderno.cells) if celula.cell_type == "code")
    caderno.cells[primeira + 1 : primeira + 1] = [nbformat.v4.new_code_cell(DEIXA), nbformat.v4.new_code_cell(ACHA)]
    return nbformat.writes(caderno).encode()
