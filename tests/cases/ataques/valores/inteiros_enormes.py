# Tenta: devolver inteiros de cem mil algarismos, e subclasses de int que mentem sobre o seu tamanho.
# Visto: um inteiro grande demais vira "algo desconhecido"; o que falha ao ser lido é exceção, e nada é igual ao tensor esperado.
import itertools


class Pequeno(int):
    def bit_length(self):
        return 1

    def __int__(self):
        return Pequeno(10**5000)

    def __index__(self):
        return 7


VEZ = itertools.cycle([10**100_000, Pequeno(10**5000), -(10**1200), [10**4000] * 50, {10**1200: 10**1200}, 1 << 4096])


def residual(x, funcoes):
    return next(VEZ)
