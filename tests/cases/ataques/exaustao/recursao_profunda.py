# Tenta: derrubar o interpretador com uma recursão sem limite, na pilha do C.
# Visto: cai só o processo desta entrega, e o exercício termina em erro.
import sys

sys.setrecursionlimit(2**31 - 1)


class Fundo:
    def __getattr__(self, nome):
        return getattr(self, nome + "x")


def residual(x, funcoes):
    return Fundo().fim


residual(None, [])
