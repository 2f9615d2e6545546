# A ordem dos blocos na rede é fixa: são combinações, e não arranjos.
# Mensagem: Os mesmos blocos, em ordens diferentes, contaram como caminhos diferentes. O sinal pode atravessar o bloco 3 antes do bloco 1?
from math import perm


def comprimentos(n):
    return {k: perm(n, k) for k in range(n + 1)}
