# Tenta: mandar quadros do maior tamanho permitido, cheios de listas vazias, até que o outro lado não tenha mais memória.
# Visto: cada exercício tem um tanto de mensagem para gastar; gasto o tanto, o processo acaba em erro.
# Veredito: erro
import gc
import struct

canal = next(objeto for objeto in gc.get_objects() if type(objeto).__name__ == "Child")._channel
CORPO = b'{"say": "observation", "value": [' + b"[]," * 240_000 + b'[]], "name": "'
CORPO += b"a" * (15 * 2**20 - len(CORPO)) + b'"}'


def residual(x, funcoes):
    for volta in range(99):
        canal.sendall(struct.pack(">I", len(CORPO)) + CORPO)
        print("quadro", volta)
    return x.clone()
