# Tenta: trocar inside.plain.encode por um que descreve valores com espécies que só o juiz conheceria: "expected", "any", "ref".
# Visto: espécie desconhecida é valor ilegível, e valor ilegível é erro.
# Veredito: errado
import itertools
import sys

ARVORES = itertools.cycle(
    [["expected"], ["any", None], ["ref", "x"], ["equal", True], ["other", "Tensor"], ["raised", "Exception"], ["tensor", "expected"], [], {}, None]
)


def encode(valor, *resto):
    arvore = next(ARVORES)
    print("descrevi", type(valor).__name__, "como", arvore)
    return arvore


for nome in ("inside.plain", "inside.observe"):
    if nome in sys.modules:
        sys.modules[nome].encode = encode


def residual(x, funcoes):
    return x.clone()
