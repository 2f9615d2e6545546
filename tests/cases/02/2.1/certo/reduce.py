from functools import reduce


def residual(x, funcoes):
    return reduce(lambda h, f: h + f(h), funcoes, x)
