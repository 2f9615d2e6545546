# Tenta: forjar o fim de todas as células e o lacre, receber assim o teste oculto, e só então mandar as saídas, com o texto dele.
# Visto: depois do lacre nenhuma saída é aceita; o teste lido não chega a ninguém.
# Veredito: erro
import gc
import json
import struct
import time

filho = next(objeto for objeto in gc.get_objects() if type(objeto).__name__ == "Child")
canal = filho._channel


def manda(**mensagem):
    corpo = json.dumps(mensagem).encode()
    canal.sendall(struct.pack(">I", len(corpo)) + corpo)


def residual(x, funcoes):
    return x.clone()


pedido = next(objeto for objeto in gc.get_objects() if type(objeto) is dict and objeto.get("do") == "cells")
numeros = [numero for numero, celula in enumerate(pedido["cells"]) if celula["do"] == "run"]
desta = next(numero for numero in numeros if "Exercício 2.1" in pedido["cells"][numero]["source"])
saida = {"output_type": "stream", "name": "stdout", "text": f"forjei {len(numeros)} células\n"}
manda(say="cell", cell=desta, errors=[], outputs=[saida])
for numero in numeros[numeros.index(desta) + 1 :]:
    manda(say="start", cell=numero)
    manda(say="cell", cell=numero, errors=[], outputs=[])
manda(say="sealed")
time.sleep(0.2)
canal.settimeout(2)
tamanho = struct.unpack(">I", canal.recv(4))[0]
texto = b""
while len(texto) < tamanho:
    texto += canal.recv(tamanho - len(texto))
for numero in numeros:
    manda(say="cell", cell=numero, errors=[], outputs=[{**saida, "text": texto.decode()}])
