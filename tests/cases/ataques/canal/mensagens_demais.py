# Tenta: mandar milhares de mensagens pequenas e válidas ("given", "sealed", "start") dentro de um teste, para prender o leitor ou confundi-lo.
# Visto: só observação e fim se aceitam ali, e em número limitado; o resto encerra o exercício.
# Veredito: erro
import gc
import json
import struct

canal = next(objeto for objeto in gc.get_objects() if type(objeto).__name__ == "Child")._channel
QUADROS = b""
for fala in ("given", "sealed", "start", "cell", "probe"):
    corpo = json.dumps({"say": fala, "name": "x", "value": ["tensor", {}], "cell": 0, "outputs": [], "seen": {}}).encode()
    QUADROS += struct.pack(">I", len(corpo)) + corpo


def residual(x, funcoes):
    for _ in range(1000):
        canal.sendall(QUADROS)
    return x.clone()
