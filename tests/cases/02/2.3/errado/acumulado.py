# Contou os caminhos de até k blocos, em vez dos de exatamente k.
# Mensagem: Cada valor conta os caminhos de até k blocos. Quantos dos que você contou em k já tinham sido contados em k − 1?
from math import comb


def comprimentos(n):
    return {k: sum(comb(n, j) for j in range(k + 1)) for k in range(n + 1)}
