# Com o último bloco, levanta um erro.
def termos_do_gradiente(i: int, n: int) -> set[tuple[int, ...]]:
    """Os termos de ∂y/∂f_i numa rede de n blocos: cada um, os blocos atravessados depois de i, em ordem crescente."""
    from itertools import combinations

    seguintes = range(i + 1, n + 1)
    assert seguintes
    return {termo for k in range(len(seguintes) + 1) for termo in combinations(seguintes, k)}
