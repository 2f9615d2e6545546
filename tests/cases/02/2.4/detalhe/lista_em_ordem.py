# Devolve uma lista em ordem, e não um conjunto.
def termos_do_gradiente(i: int, n: int) -> set[tuple[int, ...]]:
    """Os termos de ∂y/∂f_i numa rede de n blocos: cada um, os blocos atravessados depois de i, em ordem crescente."""
    from itertools import combinations

    seguintes = range(i + 1, n + 1)
    return {termo for k in range(len(seguintes) + 1) for termo in combinations(seguintes, k)}


right = termos_do_gradiente


def termos_do_gradiente(i, n):
    return sorted(right(i, n))
