# Tenta: devolver subclasses de str, bytes e float cujos métodos (__str__, hex, __len__, __getitem__) devolvem outra coisa ou nunca terminam.
# Visto: um texto é só um texto, cortado; nenhum é igual ao tensor esperado.
import itertools


class Texto(str):
    def __str__(self):
        return Texto("certo" * 10**6)

    def __getitem__(self, corte):
        return Texto("tensor")

    def __len__(self):
        return 0

    def __eq__(self, outro):
        return True

    __hash__ = str.__hash__


class Numero(float):
    def __float__(self):
        return Numero(1.0)

    def hex(self):
        return Texto("nan")


VEZ = itertools.cycle([Texto("x"), Numero(2.0), "a" * 10**7, bytes(10**6), "\ud800\x00\u202e", [Texto("x")] * 3])


def residual(x, funcoes):
    return next(VEZ)
