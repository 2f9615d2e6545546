# Tenta: forjar descrições de tensor: 10^12 elementos sem dados, eixos negativos, formas de mil eixos, tipos de objeto, dados de outro tamanho.
# Visto: o que não fecha com o número de bytes é ilegível, e ilegível é errado.
# Veredito: errado
import itertools
import sys

FORMAS = [[10**12], [0, 10**30], [-1, -1], [2] * 1000, [True, 1.0, "7"], [float(2**70)], 7, None, [[4, 7]], [4, 7]]
TIPOS = ["float32", "object", "<f4,<f4", "datetime64[s]", "U1", ["float32"], None, "float16", "V4", "bool"]
DADOS = ["", "AAAA", "não é base64", "A" * 10**6, None, ["AA=="], "=" * 64, "AAAAAAAA"]
CICLO = itertools.cycle([(f, t, d) for f, t, d in zip(FORMAS * 4, TIPOS * 4, DADOS * 5)])


def encode(valor, *resto):
    forma, tipo, dados = next(CICLO)
    print("forjei", forma if type(forma) is not list or len(forma) < 9 else len(forma), tipo)
    return ["tensor", {"dtype": tipo, "stored": tipo, "shape": forma, "data": dados}]


for nome in ("inside.plain", "inside.observe"):
    if nome in sys.modules:
        sys.modules[nome].encode = encode


def residual(x, funcoes):
    return x.clone()
