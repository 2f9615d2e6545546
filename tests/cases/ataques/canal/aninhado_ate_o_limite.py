# Tenta: mandar nomes cada vez mais aninhados, até o último que o leitor de JSON aceita, para que o juiz estoure ao escrevê-lo por extenso.
# Visto: um nome que não é texto encerra o exercício na hora, por culpa da entrega; nunca fica "não julgada".
# Veredito: erro
import gc
import struct

canal = next(objeto for objeto in gc.get_objects() if type(objeto).__name__ == "Child")._channel


def residual(x, funcoes):
    for fundo in range(900, 996):
        corpo = b'{"say": "observation", "value": ["none"], "name": ' + b"[" * fundo + b"]" * fundo + b"}"
        canal.sendall(struct.pack(">I", len(corpo)) + corpo)
    return x.clone()
