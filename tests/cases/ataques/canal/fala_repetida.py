# Tenta: gravar todo quadro que sai e reenviá-lo: cada observação chega duas vezes, e as de um exercício voltam no seguinte.
# Visto: observação repetida, ou de outro exercício, anula o exercício.
# Veredito: errado
import sys

fio = sys.modules.get("inside.wire")
ANTES = fio.send if fio else None
FITA = []


def send(canal, mensagem, *resto):
    if mensagem["say"] == "done":
        print("reenvio", len(FITA), "quadros")
        for antiga in FITA[-40:]:
            ANTES(canal, antiga)
    elif mensagem["say"] == "observation":
        FITA.append(mensagem)
    return ANTES(canal, mensagem, *resto)


if fio:
    fio.send = send


def residual(x, funcoes):
    return x.clone()
