# Tenta: reescrever, por ctypes, textos que o interpretador partilha: "observation" vira "resultado!!" e "value", "certo".
# Visto: só este processo enlouquece, e por sua culpa; a vizinha, no mesmo processo aquecido, continua com a sua nota.
# Veredito: erro
import ctypes
import sys

for palavra, nova in (("observation", b"resultado!!"), ("value", b"certo")):
    palavra = sys.intern(palavra)
    ctypes.memmove(id(palavra) + sys.getsizeof(palavra) - len(palavra) - 1, nova, len(nova))
    print("a palavra agora é", palavra)


def residual(x, funcoes):
    return x.clone()
