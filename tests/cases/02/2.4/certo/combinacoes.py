from itertools import chain, combinations


def termos_do_gradiente(i, n):
    depois = range(i + 1, n + 1)
    return set(chain.from_iterable(combinations(depois, k) for k in range(len(depois) + 1)))
